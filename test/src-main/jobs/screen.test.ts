import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ScreenSettings } from '#shared/model/settings.ts';
import type { Screening } from '#shared/model/results.ts';
import { openProject } from '#main/store/projectFile.ts';
import { jobEvent, jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation, smallScreen } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

const metrics = ['activity', 'AUC'];

async function opened(drugs: string[], options: Parameters<typeof testBackend>[0] = {}) {
  const path = projectWithDataset({ drugs, metrics });
  const made = testBackend(options);
  const { projectId } = await made.call('project/open', { fileId: path });
  const start = (changes: Partial<ScreenSettings> = {}, name = 'first') => {
    const analysis = { kind: 'screen', settings: smallScreen({ metrics, ...changes }) };
    return made.call('job/start', { projectId, dataset: 'panel', name, analysis, replace: false });
  };
  return { ...made, path, projectId, start };
}

function storedScreening(path: string): Screening {
  const project = openProject(path, { readOnly: true });
  try {
    return project.loadScreening('first').screening;
  } finally {
    project.close();
  }
}

describe('a screen as a job', () => {
  test('gives the same bytes on one thread and on two, drug after drug of metric after metric', async () => {
    const results = [];
    for (const threads of [1, 2]) {
      const { start, backend, path } = await opened(['A', 'noisy-B', 'C'], { threads });
      const ended = jobReaches(backend, 'first', 'done', 'failed');
      expect(await start()).toMatchObject({ unitsTotal: 6 });
      expect(await ended).toMatchObject({ state: 'done', unitsDone: 6 });
      results.push(storedScreening(path));
    }
    expect(results[0]).toEqual(results[1]);
    expect(results[0].drugs.map(({ metric, drug }) => `${metric}/${drug}`)).toEqual([
      'activity/A',
      'activity/noisy-B',
      'activity/C',
      'AUC/A',
      'AUC/noisy-B',
      'AUC/C',
    ]);
  });

  test('takes the responses of each metric, not of the first alone', async () => {
    const { start, backend, path } = await opened(['A']);
    const ended = jobReaches(backend, 'first', 'done');
    await start();
    await ended;
    const [activity, auc] = storedScreening(path).drugs;
    // The second metric of the data set is the first and 1: its sums differ by the number of samples.
    expect(auc.interquartileRange - activity.interquartileRange).toBeCloseTo(activity.sampleCount, 9);
    expect(auc.sampleCount).toBe(activity.sampleCount);
  });

  test('says so far what its finished units found, while it runs, when it is paused and when it is done', async () => {
    const gate = join(temporaryFolder(), 'gate');
    const { start, backend, call, projectId } = await opened([`waits-for=${gate}`, 'noisy-B', 'C']);
    const committed = jobEvent(backend, ({ unitsDone }) => unitsDone === 2);
    const { id } = await start({ metrics: ['activity'] });
    await committed;
    const running = await call('screen/so-far', { projectId, jobId: id });
    expect(running.drugs.map(({ drug, isNoisy }) => [drug, isNoisy])).toEqual([
      ['noisy-B', true],
      ['C', false],
    ]);
    expect(running.drugs[1]).toMatchObject({ permutationP: 0.01, qValue: 0.02, repeatsRun: 5 });
    await call('job/pause', { projectId, jobId: id });
    expect(await call('screen/so-far', { projectId, jobId: id })).toEqual(running);

    writeFileSync(gate, '');
    const ended = jobReaches(backend, 'first', 'done');
    await call('job/resume', { projectId, jobId: id });
    await ended;
    const done = await call('screen/so-far', { projectId, jobId: id });
    expect(done.drugs.map(({ drug }) => drug)).toEqual([`waits-for=${gate}`, 'noisy-B', 'C']);
    const { drugs } = await call('screen/summary', { projectId, name: 'first' });
    expect(drugs[0]).toEqual({ ...done.drugs[0], target: 'EGFR' });
    expect(drugs.slice(1)).toEqual(done.drugs.slice(1));
    expect(done.drugs[2].qValue).toBeCloseTo(0.015, 12);
  });

  test('that failed says what its finished units found', async () => {
    const { start, backend, call, projectId } = await opened(['fails', 'B'], { threads: 1 });
    const ended = jobReaches(backend, 'first', 'failed');
    const { id } = await start({ metrics: ['activity'] });
    await ended;
    const { drugs } = await call('screen/so-far', { projectId, jobId: id });
    expect(drugs.map(({ drug }) => drug)).toEqual(['B']);
  });

  test('has an estimate of its own pace, and is refused for a metric that is not there or stands twice', async () => {
    const { start, call, projectId, path, backend } = await opened(['A']);
    const analysis = { kind: 'screen', settings: smallScreen({ metrics }) };
    expect(await call('job/estimate', { projectId, dataset: 'panel', analysis })).toMatchObject({
      unitCount: 2,
      seconds: 2,
    });
    await expect(start({ metrics: ['IC50'] })).rejects.toMatchObject({ kind: 'invalid-setting' });
    await expect(start({ metrics: ['AUC', 'AUC'] })).rejects.toMatchObject({ kind: 'invalid-setting' });
    expect(await call('job/list', { projectId })).toEqual([]);
    await backend.close();

    const project = openProject(path);
    project.setPace('screen', 4);
    project.setPace('evaluate', 100);
    project.close();
    const next = testBackend();
    await next.call('project/open', { fileId: path });
    expect(await next.call('job/estimate', { projectId, dataset: 'panel', analysis })).toMatchObject({
      seconds: 0.5,
    });
  });

  test('is listed with what passes, has a headline, and goes when it is deleted', async () => {
    const { start, backend, call, projectId } = await opened(['A', 'noisy-B', 'C']);
    const ended = jobReaches(backend, 'first', 'done');
    await start();
    await ended;
    const endedNext = jobReaches(backend, 'one', 'done');
    await start({ metrics: ['AUC'], protocol: 'paper', threshold: 0.01 }, 'one');
    await endedNext;
    const overview = await call('project/overview', { projectId });
    const [first, one] = overview.screenings;
    expect(first).toMatchObject({
      name: 'first',
      datasetName: 'panel',
      version: '1.0.0',
      settings: smallScreen({ metrics }),
      noise: metrics.map((metric) => ({ metric, screenedCount: 3, noisyDrugs: ['noisy-B'] })),
    });
    expect(one.noise).toEqual([{ metric: 'AUC', screenedCount: 3, noisyDrugs: ['noisy-B'] }]);
    expect(overview.evaluations).toEqual([]);
    expect(overview.card.lastResult).toBe('screen "one": 2 of 3 drugs pass');
    await call('result/delete', { projectId, name: 'one' });
    const left = await call('project/overview', { projectId });
    expect(left.card.lastResult).toBe(
      'screen "first": 2 of 3 drugs pass under activity, 2 of 3 drugs pass under AUC',
    );
    expect(left.screenings.map(({ name }) => name)).toEqual(['first']);
  });
});

test('what a screen found so far is asked of a screen', async () => {
  const path = projectWithDataset({ drugs: ['A'] });
  const { call, backend } = testBackend();
  const { projectId } = await call('project/open', { fileId: path });
  const ended = jobReaches(backend, 'run', 'done');
  const analysis = { kind: 'evaluate', settings: smallEvaluation() };
  const { id } = await call('job/start', {
    projectId,
    dataset: 'panel',
    name: 'run',
    analysis,
    replace: false,
  });
  await ended;
  await expect(call('screen/so-far', { projectId, jobId: id })).rejects.toMatchObject({
    kind: 'not-found',
    message: 'the job "run" is no label-noise screen',
  });
  await expect(call('screen/so-far', { projectId, jobId: 99 })).rejects.toMatchObject({ kind: 'not-found' });
});
