import { readFileSync } from 'node:fs';
import type { BackendOptions, RunningBackend } from '#main/hosts/backendSeam.ts';
import type { Post } from '#main/hosts/hub.ts';
import { toWireError } from '#shared/contract/wire.ts';
import type { ClientMessage } from '#shared/contract/wire.ts';

export interface FakeBackend {
  open: (options: BackendOptions) => RunningBackend;
  /** All that pages said, in order. */
  heard: ClientMessage[];
  /** Says something unasked, or answers late. */
  say: Post;
  isClosed: () => boolean;
}

/**
 * Answers `app/info` at once, reads the file of `import/inspect`, reports half-way for `job/estimate`, and lets every
 * other call wait until it is cancelled or the test answers it.
 */
export function fakeBackend(): FakeBackend {
  const heard: ClientMessage[] = [];
  let post: Post = () => undefined;
  let closed = false;

  function answer(message: ClientMessage, files: BackendOptions['files']) {
    const { id } = message;
    if (message.kind === 'cancel') {
      post({ kind: 'error', id, error: { kind: 'cancelled', message: 'stopped', detail: {} } });
    } else if (message.method === 'app/info') {
      post({ kind: 'result', id, result: { version: '0', threads: 1, libraryFolder: '/library' } });
    } else if (message.method === 'import/inspect') {
      const { fileId } = message.arguments as { fileId: string };
      const { path, name } = files.resolve(fileId);
      post({ kind: 'result', id, result: { fileName: name, content: readFileSync(path, 'utf8'), path } });
    } else if (message.method === 'job/estimate') {
      post({ kind: 'progress', id, fraction: 0.5, message: 'half-way' });
    }
  }

  return {
    heard,
    say: (message) => post(message),
    isClosed: () => closed,
    open: ({ files }) => ({
      connect(toPages) {
        post = toPages;
        return (message) => {
          heard.push(message);
          try {
            answer(message, files);
          } catch (error) {
            post({ kind: 'error', id: message.id, error: toWireError(error) });
          }
        };
      },
      close() {
        closed = true;
        return Promise.resolve();
      },
    }),
  };
}
