import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Analysis } from '#shared/model/job.ts';
import { openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation, smallScreen } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

const sleepers = Array.from({ length: 12 }, (_, index) => `sleeps=40=${index}`);
const metrics = ['activity', 'AUC'];
const evaluate: Analysis = { kind: 'evaluate', settings: smallEvaluation() };
const screen: Analysis = { kind: 'screen', settings: smallScreen({ metrics }) };

function requestFor(analysis: Analysis) {
  return { dataset: 'panel', name: 'run', analysis, replace: false };
}

function startProcess(
  path: string,
  threads: number,
  analysis: Analysis,
): ChildProcessByStdio<null, Readable, null> {
  const script = fileURLToPath(new URL('../../support/runJob.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path, String(threads), JSON.stringify(analysis)], {
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

function numbersIn(path: string, { kind }: Analysis): string {
  const project = openProject(path, { readOnly: true });
  const arrays = kind === 'screen' ? errorsIn(project) : predictionsIn(project);
  project.close();
  expect(arrays.length).toBeGreaterThan(0);
  return arrays.map((values) => Buffer.from(values.buffer).toString('hex')).join();
}

function predictionsIn(project: ProjectStore): Float64Array[] {
  return project.loadEvaluation('run').evaluation.predictions.map(({ values }) => values);
}

function errorsIn(project: ProjectStore): Float64Array[] {
  const { errors, drugs } = project.loadScreening('run').screening;
  const facts = drugs.flatMap(({ interquartileRange, pValue, qValue }) => [
    interquartileRange,
    pValue,
    qValue ?? NaN,
  ]);
  return [
    Float64Array.from(facts),
    ...errors.flatMap(({ trueErrors, permutedErrors }) => [trueErrors, permutedErrors]),
  ];
}

async function runToTheEnd(path: string, threads: number, analysis: Analysis, units: number): Promise<void> {
  const { backend, call } = testBackend({ threads });
  const { projectId } = await call('project/open', { fileId: path });
  const ended = jobReaches(backend, 'run', 'done', 'failed');
  await call('job/start', { projectId, ...requestFor(analysis) });
  expect(await ended).toMatchObject({ state: 'done', unitsDone: units });
  await backend.close();
}

describe('a process that is killed while it computes', () => {
  test.each([
    ['an evaluation', 1, evaluate],
    ['an evaluation', 2, evaluate],
    ['a screen of two metrics', 1, screen],
    ['a screen of two metrics', 2, screen],
  ] as const)(
    'at %s is taken up by another on %i threads, to the same bytes',
    async (_, threads, analysis) => {
      // The last unit waits for the gate, so that the process is never done before it is killed.
      const gate = join(temporaryFolder(), 'gate');
      const drugs = [`waits-for=${gate}`, ...sleepers];
      const path = projectWithDataset({ drugs, metrics });
      const units = drugs.length * (analysis.kind === 'screen' ? metrics.length : 1);
      const moment = Math.round(Math.random() * 400);
      const child = startProcess(path, threads, analysis);
      await says(child, /^running [1-9]/);
      await delay(moment);
      await kill(child);

      const { call, backend } = testBackend({ threads });
      const { projectId } = await call('project/open', { fileId: path });
      const [left] = await call('job/list', { projectId });
      expect(left.state, `killed ${moment} ms after the first unit`).toBe('paused');
      expect(left.unitsDone).toBeGreaterThan(0);
      expect(left.unitsDone).toBeLessThan(units);
      expect(await call('project/check', { projectId })).toEqual({ sound: true, problems: [] });
      await backend.close();

      writeFileSync(gate, '');
      await runToTheEnd(path, threads, analysis, units);
      const whole = projectWithDataset({ drugs, metrics });
      await runToTheEnd(whole, 1, analysis, units);
      const moments = `killed ${moment} ms after the first unit`;
      expect(numbersIn(path, analysis), moments).toBe(numbersIn(whole, analysis));
    },
  );

  test('kept every other process from computing in its project until then', async () => {
    const path = projectWithDataset({ drugs: ['waits'] });
    const child = startProcess(path, 1, evaluate);
    await says(child, /^running /);

    const { call, backend } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const [job] = await call('job/list', { projectId });
    expect(job.state).toBe('running');
    for (const attempt of [
      () => call('job/start', { projectId, ...requestFor(evaluate) }),
      () => call('job/resume', { projectId, jobId: job.id }),
      () => call('job/cancel', { projectId, jobId: job.id }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({
        kind: 'conflict',
        message: expect.stringContaining('in use by the Tracewise app (process') as string,
      });
    }
    await kill(child);
    expect(await call('job/list', { projectId })).toMatchObject([{ state: 'paused' }]);
    const running = jobReaches(backend, 'run', 'running');
    await call('job/resume', { projectId, jobId: job.id });
    await running;
  });
});
