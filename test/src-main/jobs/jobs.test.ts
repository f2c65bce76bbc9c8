import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import { seedWithoutPlan } from '../../support/arithmeticProcedure.ts';
import { jobEvent, jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import type { TestBackend } from '../../support/backend.ts';
import { smallDataset, smallEvaluation } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { openProject } from '#main/store/projectFile.ts';

interface Opened extends TestBackend {
  projectId: string;
  path: string;
  start: (changes?: Partial<EvaluationSettings>, options?: StartOptions) => ReturnType<typeof startJob>;
}

interface StartOptions {
  name?: string;
  replace?: boolean;
}

async function opened(drugs: string[], options: Parameters<typeof testBackend>[0] = {}): Promise<Opened> {
  return openedAt(projectWithDataset({ drugs }), options);
}

async function openedAt(path: string, options: Parameters<typeof testBackend>[0] = {}): Promise<Opened> {
  const made = testBackend(options);
  const { projectId } = await made.call('project/open', { fileId: path });
  return {
    ...made,
    path,
    projectId,
    start: (changes = {}, startOptions = {}) => startJob(made, projectId, changes, startOptions),
  };
}

function startJob(
  { call }: TestBackend,
  projectId: string,
  changes: Partial<EvaluationSettings>,
  { name = 'run', replace = false }: StartOptions,
) {
  const analysis = { kind: 'evaluate', settings: smallEvaluation(changes) };
  return call('job/start', { projectId, dataset: 'panel', name, analysis, replace });
}

function storedResult(path: string, name = 'run') {
  const project = openProject(path, { readOnly: true });
  try {
    const { evaluation } = project.loadEvaluation(name);
    return evaluation.predictions.map(({ values }) => Buffer.from(values.buffer).toString('hex'));
  } finally {
    project.close();
  }
}

describe('a job', () => {
  test('runs all units, says how it goes on, and stores a result that says how it was made', async () => {
    const { start, backend, events, call, projectId } = await opened(['A', 'B', 'C']);
    const ended = jobReaches(backend, 'run', 'done', 'failed');
    expect(await start()).toMatchObject({ name: 'run', datasetName: 'panel', unitsTotal: 3 });
    expect(await ended).toMatchObject({ state: 'done', progress: 1, unitsDone: 3 });
    const states = events.flatMap((event) => (event.event === 'job/changed' ? [event.payload.state] : []));
    expect(states[0]).toBe('waiting');
    expect(states).toContain('running');
    expect(events.some(({ event }) => event === 'job/curve')).toBe(true);
    expect(events.some(({ event }) => event === 'project/changed')).toBe(true);
    const overview = await call('project/overview', { projectId });
    expect(overview.evaluations).toMatchObject([
      { name: 'run', datasetName: 'panel', seed: 1, version: '1.0.0', settings: smallEvaluation() },
    ]);
    expect(overview.evaluations[0].datasetHash).toBe(overview.datasets[0].hash);
    expect(overview.card.lastResult).toBe('evaluation "run"');
  });

  test('gives the same bytes on one thread and on two', async () => {
    const drugs = ['A', 'B', 'C', 'D', 'E'];
    const results = [];
    for (const threads of [1, 2]) {
      const { start, backend, path } = await opened(drugs, { threads });
      const ended = jobReaches(backend, 'run', 'done');
      await start();
      await ended;
      results.push(storedResult(path));
    }
    expect(results[0]).toEqual(results[1]);
  });

  test('that is done is returned when it is asked for again, and nothing is computed', async () => {
    const { start, backend, events } = await opened(['A']);
    const ended = jobReaches(backend, 'run', 'done');
    const { id } = await start();
    await ended;
    events.length = 0;
    expect(await start()).toMatchObject({ id, state: 'done', progress: 1 });
    expect(events).toEqual([]);
  });

  test('of other settings under the same name is refused, unless it is to replace', async () => {
    const { start, backend, path } = await opened(['A']);
    const first = jobReaches(backend, 'run', 'done');
    await start();
    await first;
    await expect(start({ seed: 2 })).rejects.toMatchObject({ kind: 'conflict' });
    const before = storedResult(path);
    const second = jobReaches(backend, 'run', 'done');
    await start({ seed: 2 }, { replace: true });
    await second;
    expect(storedResult(path)).not.toEqual(before);
  });

  test('that cannot be planned is refused with the reason and leaves no job', async () => {
    const { start, call, projectId } = await opened(['A']);
    await expect(start({ seed: seedWithoutPlan })).rejects.toMatchObject({
      kind: 'invalid-input',
      message: 'nothing can be computed',
    });
    await expect(start({ metric: 'AUC' })).rejects.toMatchObject({ kind: 'invalid-setting' });
    expect(await call('job/list', { projectId })).toEqual([]);
  });

  test('with a unit that fails once is done; the unit was tried again', async () => {
    const marker = join(temporaryFolder(), 'failed');
    const { start, backend } = await opened(['A', `fails-once=${marker}`]);
    const ended = jobReaches(backend, 'run', 'done', 'failed');
    await start();
    expect(await ended).toMatchObject({ state: 'done' });
    expect(existsSync(marker)).toBe(true);
  });

  test('with a unit that fails twice fails with its message and can be started again', async () => {
    const { start, backend, call, projectId } = await opened(['A', 'fails']);
    const ended = jobReaches(backend, 'run', 'done', 'failed');
    const { id } = await start();
    expect(await ended).toMatchObject({ state: 'failed', error: 'fails: this drug cannot be fitted' });
    expect(await call('job/list', { projectId })).toMatchObject([{ id, state: 'failed' }]);
    const again = jobReaches(backend, 'run', 'failed');
    expect(await start()).toMatchObject({ id });
    await again;
  });

  test('is estimated with the units it will have and what is left out', async () => {
    const { call, projectId } = await opened(['A', 'B']);
    const analysis = { kind: 'evaluate', settings: smallEvaluation() };
    expect(await call('job/estimate', { projectId, dataset: 'panel', analysis })).toEqual({
      seconds: 2,
      unitCount: 2,
      warnings: ['one drug is left out'],
    });
  });

  test.each(['waits', 'is-deaf'])(
    'is cancelled while a unit %s, and keeps what was committed',
    async (unit) => {
      const { start, backend, call, projectId } = await opened(['A', unit]);
      const committed = jobEvent(backend, ({ unitsDone }) => unitsDone === 1);
      const { id } = await start();
      await committed;
      expect(await call('job/cancel', { projectId, jobId: id })).toMatchObject({
        state: 'cancelled',
        unitsDone: 1,
      });
      expect(await call('job/list', { projectId })).toMatchObject([{ state: 'cancelled', unitsDone: 1 }]);
    },
  );

  test('is paused and resumed, and computes only what was not committed', async () => {
    const gate = join(temporaryFolder(), 'gate');
    const { start, backend, call, projectId, path } = await opened(['A', 'B', `waits-for=${gate}`]);
    const committed = jobEvent(backend, ({ unitsDone }) => unitsDone === 2);
    const { id } = await start();
    await committed;
    expect(await call('job/pause', { projectId, jobId: id })).toMatchObject({
      state: 'paused',
      unitsDone: 2,
      progress: 0.5,
    });
    writeFileSync(gate, '');
    const ended = jobReaches(backend, 'run', 'done');
    expect(await call('job/resume', { projectId, jobId: id })).toMatchObject({ unitsDone: 2 });
    await ended;

    const whole = await opened(['A', 'B', `waits-for=${gate}`]);
    const wholeEnded = jobReaches(whole.backend, 'run', 'done');
    await whole.start();
    await wholeEnded;
    expect(storedResult(path)).toEqual(storedResult(whole.path));
  });

  test('is paused by closing the backend and goes on in the next', async () => {
    const gate = join(temporaryFolder(), 'gate');
    const first = await opened(['A', `waits-for=${gate}`]);
    const committed = jobEvent(first.backend, ({ unitsDone }) => unitsDone === 1);
    await first.start();
    await committed;
    await first.backend.close();
    writeFileSync(gate, '');
    const second = await openedAt(first.path);
    expect(await second.call('job/list', { projectId: second.projectId })).toMatchObject([
      { state: 'paused', unitsDone: 1 },
    ]);
    const ended = jobReaches(second.backend, 'run', 'done');
    await second.start();
    expect(await ended).toMatchObject({ unitsDone: 2 });
  });

  test('begun by another version starts over, for its units do not mix', async () => {
    const gate = join(temporaryFolder(), 'gate');
    const old = await opened(['A', `waits-for=${gate}`], { version: '0.9.0' });
    const committed = jobEvent(old.backend, ({ unitsDone }) => unitsDone === 1);
    const { id } = await old.start();
    await committed;
    await old.backend.close();
    writeFileSync(gate, '');
    const next = await openedAt(old.path);
    await expect(next.call('job/resume', { projectId: next.projectId, jobId: id })).rejects.toMatchObject({
      kind: 'conflict',
    });
    const ended = jobReaches(next.backend, 'run', 'done');
    expect(await next.start()).toMatchObject({ unitsDone: 0 });
    await ended;
    const overview = await next.call('project/overview', { projectId: next.projectId });
    expect(overview.evaluations[0].version).toBe('1.0.0');
  });

  test('on values that changed since is refused under the same name', async () => {
    const { start, backend, path } = await opened(['A']);
    const ended = jobReaches(backend, 'run', 'done');
    await start();
    await ended;
    await backend.close();
    const project = openProject(path);
    project.saveDataset(smallDataset({ drugs: ['A'], seed: 9 }), { replace: true });
    project.close();
    const next = await openedAt(path);
    await expect(next.start()).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('waits its turn behind another, and both are done', async () => {
    const { start, backend } = await opened(['A', 'B'], { threads: 1 });
    const ended = Promise.all([jobReaches(backend, 'one', 'done'), jobReaches(backend, 'two', 'done')]);
    await start({}, { name: 'one' });
    await start({ seed: 2 }, { name: 'two' });
    await ended;
  });

  test('is not deleted while it runs, and takes its units with it afterwards', async () => {
    const { start, backend, call, projectId } = await opened(['waits']);
    const running = jobReaches(backend, 'run', 'running');
    const { id } = await start();
    await running;
    await expect(call('result/delete', { projectId, name: 'run' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    await call('job/cancel', { projectId, jobId: id });
    await call('result/delete', { projectId, name: 'run' });
    expect(await call('job/list', { projectId })).toEqual([]);
  });
});
