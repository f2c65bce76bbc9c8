import type { Worker } from 'node:worker_threads';
import { toWireError } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { RunningBackend } from '../backendSeam.ts';
import type { FileTable } from '../fileTable.ts';
import type { Post } from '../hub.ts';
import type { FromThread, ThreadOptions, ToThread, TracedProblem } from './threadMessages.ts';

export interface ThreadBackendOptions {
  libraryFolder: string;
  files: FileTable;
  threads?: number;
  startThread: (options: ThreadOptions) => Worker;
  /** A call failed in a way that nobody foresaw. */
  onProblem?: (problem: TracedProblem) => void;
  /** The thread has died, and all that worked in it. */
  onLost?: (cause: unknown) => void;
}

/**
 * A backend on a thread of its own, so that databases and imports never hold up the window. When the thread dies, the
 * calls in flight fail with what killed it, and the next call starts another.
 */
export function openThreadBackend(options: ThreadBackendOptions): RunningBackend {
  const { files, startThread } = options;
  const inFlight = new Set<number>();
  let post: Post = () => undefined;
  let thread: Worker | undefined;

  files.onAdded((file) => tell(thread, { kind: 'file', file }));

  function start(): Worker {
    const { libraryFolder, threads } = options;
    const started = startThread({ libraryFolder, threads, files: files.all() });
    started.on('message', hear);
    started.on('error', (error) => lose(started, error));
    started.on('exit', (code) => lose(started, new Error(`it ended with code ${code}`)));
    return started;
  }

  function hear(said: FromThread) {
    if (said.kind === 'problem') {
      options.onProblem?.(said.problem);
      return;
    }
    const { message } = said;
    if (message.kind === 'result' || message.kind === 'error') inFlight.delete(message.id);
    post(message);
  }

  function lose(lost: Worker, cause: unknown) {
    if (thread !== lost) return;
    thread = undefined;
    options.onLost?.(cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    const error = toWireError(
      new TracewiseError('internal', `The engine stopped: ${reason}`, {
        remedy: 'Try again; finished parts of a job are kept',
      }),
    );
    for (const id of [...inFlight]) {
      inFlight.delete(id);
      post({ kind: 'error', id, error });
    }
  }

  return {
    connect(toPages) {
      post = toPages;
      thread = start();
      return (message) => {
        thread ??= start();
        if (message.kind === 'call') inFlight.add(message.id);
        tell(thread, { kind: 'message', message });
      };
    },
    async close() {
      const closing = thread;
      if (closing === undefined) return;
      thread = undefined;
      const ended = new Promise((resolve) => closing.once('exit', resolve));
      tell(closing, { kind: 'close' });
      await ended;
    },
  };
}

function tell(thread: Worker | undefined, message: ToThread) {
  thread?.postMessage(message);
}
