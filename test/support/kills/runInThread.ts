import { Worker } from 'node:worker_threads';
import type { ClientMessage } from '../../../src-shared/contract/wire.ts';
import { openThreadBackend } from '../../../src-main/hosts/electron/threadLink.ts';
import { createFileTable } from '../../../src-main/hosts/fileTable.ts';

/** What the process is to do: calls one after another, the last of which may start a job that is waited for. */
export interface ThreadWork {
  libraryFolder: string;
  /** `file:PATH` and `project:` in the arguments stand for the ids of a file and of the project that was opened. */
  calls: { method: string; args: unknown }[];
  waitsForJob: boolean;
}

const entry = new URL('../../../src-main/hosts/electron/backendThread.ts', import.meta.url);

/** Works through a backend on a thread of its own, as the desktop app does, in a process that can be killed. */
async function run({ libraryFolder, calls, waitsForJob }: ThreadWork): Promise<void> {
  const files = createFileTable();
  const backend = openThreadBackend({
    libraryFolder,
    files,
    threads: 1,
    startThread: (workerData) => new Worker(entry, { workerData }),
  });
  const answers = new Map<number, { settle: (result: unknown) => void; fail: (error: Error) => void }>();
  let jobEnded: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => (jobEnded = resolve));
  const tell: (message: ClientMessage) => void = backend.connect((message) => {
    if (message.kind === 'result') answers.get(message.id)?.settle(message.result);
    if (message.kind === 'error') answers.get(message.id)?.fail(new Error(message.error.message));
    if (message.kind !== 'event' || message.event !== 'job/changed') return;
    const { state, unitsDone, error } = message.payload;
    console.log(`${state} ${unitsDone}`);
    if (state === 'failed') throw new Error(error);
    if (state === 'done') jobEnded?.();
  });
  const call = (id: number, method: string, args: unknown) =>
    new Promise<unknown>((settle, fail) => {
      answers.set(id, { settle, fail });
      tell({ kind: 'call', id, method, arguments: args });
    });
  let projectId = '';
  const withIds = (args: unknown): unknown =>
    JSON.parse(JSON.stringify(args), (_, value: unknown) => {
      if (value === 'project:') return projectId;
      if (typeof value !== 'string' || !value.startsWith('file:')) return value;
      const path = value.slice('file:'.length);
      return files.add({ path, name: path.split('/').at(-1) ?? path });
    });
  for (const [id, { method, args }] of calls.entries()) {
    const answer = await call(id, method, withIds(args));
    if (isCard(answer)) projectId = answer.projectId;
  }
  if (waitsForJob) await ended;
  await backend.close();
}

function isCard(answer: unknown): answer is { projectId: string } {
  return typeof answer === 'object' && answer !== null && 'projectId' in answer && 'fileName' in answer;
}

await run(JSON.parse(process.argv[2]) as ThreadWork);
