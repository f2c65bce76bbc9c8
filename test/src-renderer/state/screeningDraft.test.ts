import { describe, expect, it } from 'vitest';
import { ScreeningDraft } from '#renderer/state/screeningDraft.svelte.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { analysis } from '#shared/contract/methods.ts';
import { clientByHand } from '../client/clientByHand.ts';
import type { ClientByHand } from '../client/clientByHand.ts';
import { datasetWith, overviewWith, screenCardWith, screenJobWith } from '../../support/screens.ts';

const twoDatasets = overviewWith({
  datasets: [datasetWith('CCLE', ['activity area', 'IC50'], 24), datasetWith('CTRP', ['AUC'], 400)],
});

function draftOver(overview = twoDatasets, client: ClientByHand = clientByHand({})): ScreeningDraft {
  return new ScreeningDraft(client, () => overview);
}

describe('the plan of a screening draft', () => {
  it('starts with all metrics of the first data set under strict defaults', () => {
    expect(draftOver().plan()).toEqual([
      {
        dataset: 'CCLE',
        name: 'Screen 1',
        analysis: {
          kind: 'screen',
          settings: {
            metrics: ['activity area', 'IC50'],
            protocol: 'strict',
            repeats: 200,
            permutations: 1000,
            holdout: 0.2,
            threshold: 0.05,
            earlyDecision: true,
            seed: 1,
          },
        },
      },
    ]);
  });

  it('starts with the metrics of the data set that it was opened from', () => {
    const draft = new ScreeningDraft(clientByHand({}), () => twoDatasets, 'CTRP');
    expect(draft.plan().map(({ dataset }) => dataset)).toEqual(['CTRP']);
  });

  it('makes settings that the contract takes, under every protocol', () => {
    const draft = draftOver();
    for (const protocol of ['strict', 'paper', 'fast'] as const) {
      draft.protocol = protocol;
      expect(analysis.safeParse(draft.plan()[0].analysis).error).toBeUndefined();
    }
  });

  it('holds a share out and decides early only where the protocol knows of it', () => {
    const draft = draftOver();
    draft.holdoutPercent = 30;
    draft.earlyDecision = false;
    expect(draft.plan()[0].analysis.settings).toMatchObject({ holdout: 0.2, earlyDecision: true });
    draft.protocol = 'fast';
    expect(draft.plan()[0].analysis.settings).toMatchObject({ holdout: 0.3, earlyDecision: false });
  });

  it('keeps a threshold of q and one of P', () => {
    const draft = draftOver();
    draft.thresholds.q = 0.1;
    draft.protocol = 'paper';
    expect(draft.plan()[0].analysis.settings.threshold).toBe(0.01);
    draft.protocol = 'strict';
    expect(draft.plan()[0].analysis.settings.threshold).toBe(0.1);
  });

  it('names a screen for each of several data sets', () => {
    const draft = draftOver();
    draft.toggleMetric('CTRP', 'AUC', true);
    draft.toggleMetric('CCLE', 'IC50', false);
    draft.name = ' noise ';
    expect(draft.plan().map(({ dataset, name }) => ({ dataset, name }))).toEqual([
      { dataset: 'CCLE', name: 'noise (CCLE)' },
      { dataset: 'CTRP', name: 'noise (CTRP)' },
    ]);
    expect(draft.plan().map((planned) => planned.analysis.settings.metrics)).toEqual([
      ['activity area'],
      ['AUC'],
    ]);
  });

  it('keeps metrics in the order of the data set, however they were chosen', () => {
    const draft = draftOver();
    draft.toggleMetric('CCLE', 'activity area', false);
    draft.toggleMetric('CCLE', 'activity area', true);
    expect(draft.plan()[0].analysis.settings.metrics).toEqual(['activity area', 'IC50']);
  });

  it('forgets a data set that is gone from the project', () => {
    let overview = twoDatasets;
    const draft = new ScreeningDraft(clientByHand({}), () => overview);
    overview = overviewWith();
    expect(draft.plan()).toEqual([]);
    expect(draft.dataProblem()).toBe('Import a data set first.');
  });

  it('proposes a name that is free, with the names of data sets behind it too', () => {
    const taken = {
      ...twoDatasets,
      screenings: [screenCardWith({ name: 'Screen 1' })],
      jobs: [screenJobWith({ name: 'Screen 2 (CTRP)' })],
    };
    expect(draftOver(taken).name).toBe('Screen 3');
  });
});

describe('the problems of a screening draft', () => {
  it('are none at the start', () => {
    const draft = draftOver();
    expect([draft.dataProblem(), draft.protocolProblem(), draft.runProblem()]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('want a metric, a name, and counts that are counts', () => {
    const draft = draftOver();
    draft.name = ' ';
    expect(draft.runProblem()).toBe('Name the screen.');
    draft.repeats = 1.5;
    expect(draft.protocolProblem()).toContain('Repeats');
    draft.repeats = 10;
    draft.permutations = null;
    expect(draft.protocolProblem()).toContain('Permutations');
    draft.permutations = 100;
    draft.seed = -1;
    expect(draft.protocolProblem()).toContain('seed');
    draft.toggleMetric('CCLE', 'activity area', false);
    draft.toggleMetric('CCLE', 'IC50', false);
    expect(draft.dataProblem()).toBe('Choose at least one metric.');
  });

  it('mind the held-out share where there is one', () => {
    const draft = draftOver();
    draft.holdoutPercent = 60;
    expect(draft.protocolProblem()).toBeUndefined();
    draft.protocol = 'paper';
    expect(draft.protocolProblem()).toContain('held-out share');
  });

  it.each([0, 1, null])('refuse a threshold of %s', (threshold) => {
    const draft = draftOver();
    draft.thresholds.q = threshold;
    expect(draft.protocolProblem()).toContain('threshold');
  });

  it('refuse permutations with which no drug could pass', () => {
    const draft = draftOver();
    draft.permutations = 19;
    expect(draft.protocolProblem()).toContain('at least 20 permutations');
    draft.permutations = 20;
    expect(draft.protocolProblem()).toBeUndefined();
    draft.permutations = 19;
    draft.protocol = 'fast';
    expect(draft.protocolProblem()).toBeUndefined();
  });

  it('tell how many permutations a drug needs to pass alone', () => {
    const draft = draftOver();
    expect(draft.permutationsForOne()).toBeUndefined();
    draft.permutations = 479;
    expect(draft.permutationsForOne()).toEqual({ drugs: 24, needed: 480 });
    draft.toggleMetric('CTRP', 'AUC', true);
    expect(draft.permutationsForOne()).toEqual({ drugs: 400, needed: 8000 });
  });

  it('refuse a name that is too long with the name of a data set behind it', () => {
    const draft = draftOver();
    draft.name = 'n'.repeat(198);
    expect(draft.runProblem()).toBeUndefined();
    draft.toggleMetric('CTRP', 'AUC', true);
    expect(draft.runProblem()).toBe('Choose a shorter name.');
  });
});

describe('the estimate of a screening draft', () => {
  it('sums the data sets and says whose warnings are whose', async () => {
    const client = clientByHand({
      'job/estimate': ({ dataset }) => ({
        seconds: dataset === 'CCLE' ? 10 : 30,
        unitCount: dataset === 'CCLE' ? 2 : 5,
        warnings: dataset === 'CCLE' ? ['drug A is left out'] : [],
      }),
    });
    const draft = draftOver(twoDatasets, client);
    draft.toggleMetric('CTRP', 'AUC', true);
    await draft.askEstimate();
    expect(draft.estimate).toEqual({ seconds: 40, unitCount: 7, warnings: ['CCLE: drug A is left out'] });
  });

  it('is that of the last question', async () => {
    const answers: (() => void)[] = [];
    const client = clientByHand({
      'job/estimate': ({ analysis: { settings } }) =>
        new Promise((resolve) => {
          answers.push(() => resolve({ seconds: settings.seed, unitCount: 1, warnings: [] }));
        }),
    });
    const draft = draftOver(twoDatasets, client);
    const first = draft.askEstimate();
    draft.seed = 2;
    const second = draft.askEstimate();
    answers[1]();
    await second;
    answers[0]();
    await first;
    expect(draft.estimate?.seconds).toBe(2);
  });

  it('says what was wrong with the question', async () => {
    const failure = new TracewiseError('invalid-input', 'no drug has enough values to be screened');
    const client = clientByHand({ 'job/estimate': () => Promise.reject(failure) });
    const draft = draftOver(twoDatasets, client);
    await draft.askEstimate();
    expect(draft.estimateFailure).toBe(failure);
    expect(draft.estimate).toBeUndefined();
  });
});

describe('the start of a screening draft', () => {
  it('starts a job for each data set', async () => {
    const client = clientByHand({ 'job/start': ({ name }) => screenJobWith({ name }) });
    const draft = draftOver(twoDatasets, client);
    draft.toggleMetric('CTRP', 'AUC', true);
    const jobs = await draft.start();
    expect(jobs?.map(({ name }) => name)).toEqual(['Screen 1 (CCLE)', 'Screen 1 (CTRP)']);
    expect(client.calls.map(({ args }) => args)).toEqual(
      draft.plan().map((planned) => ({ projectId: 'p', ...planned, replace: false })),
    );
  });

  it('goes on where it was stopped by a name that is taken, and replaces that one alone', async () => {
    const client = clientByHand({
      'job/start': ({ name, replace }) => {
        if (name === 'Screen 1 (CTRP)' && !replace) throw new TracewiseError('conflict', 'taken');
        return screenJobWith({ name });
      },
    });
    const draft = draftOver(twoDatasets, client);
    draft.toggleMetric('CTRP', 'AUC', true);
    expect(await draft.start()).toBeUndefined();
    expect(draft.startFailure).toMatchObject({ name: 'Screen 1 (CTRP)', failure: { kind: 'conflict' } });
    expect(draft.starting).toBe(false);
    expect(await draft.start('Screen 1 (CTRP)')).toHaveLength(2);
    expect(client.calls.map(({ args }) => args)).toMatchObject([
      { name: 'Screen 1 (CCLE)', replace: false },
      { name: 'Screen 1 (CTRP)', replace: false },
      { name: 'Screen 1 (CTRP)', replace: true },
    ]);
    expect(draft.startFailure).toBeUndefined();
  });
});
