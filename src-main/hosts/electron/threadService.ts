import type { MessagePort } from 'node:worker_threads';
import type { OpenBackend } from '../backendSeam.ts';
import { resolveFile } from '../fileTable.ts';
import type { KnownFile } from '../fileTable.ts';
import { traceOf } from '../trace.ts';
import type { FromThread, ThreadOptions, ToThread } from './threadMessages.ts';

/**
 * The thread's end of the link: opens the backend, passes messages both ways, and learns of files only from main.
 * @param finish ends the thread once every project is closed
 */
export async function serveThread(
  port: MessagePort,
  options: ThreadOptions,
  openBackend: OpenBackend,
  finish: () => void,
): Promise<void> {
  const known = new Map<string, KnownFile>(options.files.map((file) => [file.id, file]));
  const early: ToThread[] = [];
  let hear = (said: ToThread): void => void early.push(said);
  port.on('message', (said: ToThread) => hear(said));

  const { libraryFolder, threads } = options;
  const backend = await openBackend({
    libraryFolder,
    threads,
    files: { resolve: (fileId) => resolveFile(known, fileId) },
    onProblem: ({ method, error }) => say({ kind: 'problem', problem: { method, trace: traceOf(error) } }),
  });
  const toBackend = backend.connect((message) => say({ kind: 'message', message }));

  function say(said: FromThread) {
    port.postMessage(said);
  }

  hear = (said) => {
    if (said.kind === 'file') known.set(said.file.id, said.file);
    else if (said.kind === 'message') toBackend(said.message);
    else void backend.close().finally(finish);
  };
  for (const said of early.splice(0)) hear(said);
}
