import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openThreadBackend } from '#main/hosts/electron/threadLink.ts';
import { createFileTable } from '#main/hosts/fileTable.ts';
import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracewise-test-'));
});
afterEach(() => rm(folder, { recursive: true }));

function openLink() {
  const files = createFileTable();
  const workers: Worker[] = [];
  const backend = openThreadBackend({
    libraryFolder: folder,
    files,
    startThread(workerData) {
      const worker = new Worker(new URL('./fakeThread.ts', import.meta.url), { workerData });
      workers.push(worker);
      return worker;
    },
  });
  const got: BackendMessage[] = [];
  const tell = backend.connect((message) => got.push(message));
  const answerTo = (id: number) =>
    vi.waitFor(
      () => {
        const answer = got.find((message) => message.kind !== 'event' && message.id === id);
        if (answer === undefined) throw new Error(`no answer to ${id}`);
        return answer;
      },
      { timeout: 20_000 },
    );
  return { files, workers, backend, tell, answerTo };
}

const call = (id: number, method: string, args: unknown = {}): ClientMessage => ({
  kind: 'call',
  id,
  method,
  arguments: args,
});

it('calls are answered by the thread, which knows the files that main gave out before and after its start', async () => {
  const { files, backend, tell, answerTo } = openLink();
  const path = join(folder, 'a.tsv');
  writeFileSync(path, 'content');
  const fileId = files.add({ path, name: 'a.tsv' });
  tell(call(1, 'import/inspect', { fileId }));
  expect(await answerTo(1)).toMatchObject({ kind: 'result', result: { content: 'content' } });
  tell(call(2, 'import/inspect', { fileId: path }));
  expect(await answerTo(2)).toMatchObject({ kind: 'error', error: { kind: 'not-found' } });
  await backend.close();
});

it('when the thread dies, what it owed fails and the next call is answered by another, which knows the files', async () => {
  const { files, workers, backend, tell, answerTo } = openLink();
  const path = join(folder, 'a.tsv');
  writeFileSync(path, 'content');
  const fileId = files.add({ path, name: 'a.tsv' });
  tell(call(1, 'job/list'));
  tell(call(2, 'app/info'));
  await answerTo(2);
  await workers[0].terminate();
  expect(await answerTo(1)).toMatchObject({
    kind: 'error',
    error: { kind: 'internal', message: 'The engine stopped: it ended with code 1' },
  });
  tell(call(3, 'import/inspect', { fileId }));
  expect(await answerTo(3)).toMatchObject({ kind: 'result', result: { content: 'content' } });
  expect(workers).toHaveLength(2);
  await backend.close();
});

it('a close ends when the backend has closed and its thread is gone', async () => {
  const { workers, backend, tell, answerTo } = openLink();
  tell(call(1, 'app/info'));
  await answerTo(1);
  await backend.close();
  expect(workers[0].threadId).toBe(-1);
  await backend.close();
});
