import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

const sleepers = Array.from({ length: 12 }, (_, index) => `sleeps=40=${index}`);
const request = {
  dataset: 'panel',
  name: 'run',
  analysis: { kind: 'evaluate', settings: smallEvaluation() },
  replace: false,
};

function startProcess(path: string, threads: number): ChildProcessByStdio<null, Readable, null> {
  const script = fileURLToPath(new URL('../../support/runJob.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path, String(threads)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

/** Reads what the process says until a line matches. */
async function says(child: { stdout: Readable }, pattern: RegExp): Promise<void> {
  for await (const line of createInterface({ input: child.stdout })) if (pattern.test(line)) return;
  throw new Error(`the process ended without saying ${String(pattern)}`);
}

async function kill(child: ReturnType<typeof startProcess>): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
}

function predictionsIn(path: string): string {
  const project = openProject(path, { readOnly: true });
  const { evaluation } = project.loadEvaluation('run');
  project.close();
  return Buffer.from(evaluation.predictions[0].values.buffer).toString('hex');
}

async function runToTheEnd(path: string, threads: number): Promise<void> {
  const { backend, call } = testBackend({ threads });
  const { projectId } = await call('project/open', { fileId: path });
  const ended = jobReaches(backend, 'run', 'done', 'failed');
  await call('job/start', { projectId, ...request });
  expect(await ended).toMatchObject({ state: 'done', unitsDone: 1 + sleepers.length });
  await backend.close();
}

describe('a process that is killed while it computes', () => {
  test.each([1, 2])('is taken up by another on %i threads, to the same bytes', async (threads) => {
    // The last unit waits for the gate, so that the process is never done before it is killed.
    const gate = join(temporaryFolder(), 'gate');
    const drugs = [`waits-for=${gate}`, ...sleepers];
    const path = projectWithDataset({ drugs });
    const moment = Math.round(Math.random() * 400);
    const child = startProcess(path, threads);
    await says(child, /^running [1-9]/);
    await delay(moment);
    await kill(child);

    const { call, backend } = testBackend({ threads });
    const { projectId } = await call('project/open', { fileId: path });
    const [left] = await call('job/list', { projectId });
    expect(left.state, `killed ${moment} ms after the first unit`).toBe('paused');
    expect(left.unitsDone).toBeGreaterThan(0);
    expect(left.unitsDone).toBeLessThan(drugs.length);
    expect(await call('project/check', { projectId })).toEqual({ sound: true, problems: [] });
    await backend.close();

    writeFileSync(gate, '');
    await runToTheEnd(path, threads);
    const whole = projectWithDataset({ drugs });
    await runToTheEnd(whole, 1);
    expect(predictionsIn(path), `killed ${moment} ms after the first unit`).toBe(predictionsIn(whole));
  });

  test('kept every other process from computing in its project until then', async () => {
    const path = projectWithDataset({ drugs: ['waits'] });
    const child = startProcess(path, 1);
    await says(child, /^running /);

    const { call, backend } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const [job] = await call('job/list', { projectId });
    expect(job.state).toBe('running');
    for (const attempt of [
      call('job/start', { projectId, ...request }),
      call('job/resume', { projectId, jobId: job.id }),
      call('job/cancel', { projectId, jobId: job.id }),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('another process') as string,
      });
    }
    await kill(child);
    expect(await call('job/list', { projectId })).toMatchObject([{ state: 'paused' }]);
    const running = jobReaches(backend, 'run', 'running');
    await call('job/resume', { projectId, jobId: job.id });
    await running;
  });
});
