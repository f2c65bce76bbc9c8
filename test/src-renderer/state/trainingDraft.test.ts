import { describe, expect, it } from 'vitest';
import { createClient } from '#renderer/client/client.ts';
import { TrainingDraft } from '#renderer/state/trainingDraft.svelte.ts';
import type { ProjectOverview, ScreenCard } from '#shared/contract/methods.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import { analysis } from '#shared/contract/methods.ts';
import { screenCard } from '../../support/screenCards.ts';

function datasetOf(name: string, hash: string, drugNames: string[]): DatasetSummary {
  const metrics = ['activity area', 'IC50'].map((metric) => ({
    name: metric,
    higherIsSensitive: true,
    observedCount: 100,
    missingShare: 0,
  }));
  return {
    id: 1,
    name,
    sampleCount: 50,
    featureCount: 10,
    drugCount: drugNames.length,
    drugNames,
    blocks: [
      { name: 'expression', featureCount: 6 },
      { name: 'mutation', featureCount: 4 },
    ],
    metrics,
    hasTissues: false,
    missingPolicy: 'drop',
    hash,
    createdAt: '2026-01-01T00:00:00.000Z',
  };
}

function overviewOf(screenings: ScreenCard[]): ProjectOverview {
  return {
    card: {
      projectId: 'p',
      name: 'p',
      fileName: 'p.tracewise',
      byteCount: 0,
      modifiedAt: '2026-01-01T00:00:00.000Z',
      datasetNames: ['panel', 'other'],
      readOnly: false,
    },
    datasets: [
      datasetOf('panel', 'abc', ['A', 'sparse', 'B', 'C', 'D']),
      datasetOf('other', 'def', ['A', 'B']),
    ],
    evaluations: [],
    models: [],
    screenings,
    taskGroups: [],
    clusterings: [],
    enrichments: [],
    jobs: [],
  };
}

/** A host that nothing comes back from. */
const silentClient = createClient({
  kind: 'web',
  post: () => undefined,
  listen: () => () => undefined,
  pickFiles: () => Promise.resolve([]),
  addDroppedFiles: () => Promise.resolve([]),
  saveFile: () => Promise.resolve(false),
  pickDestination: () => Promise.resolve(undefined),
  onHostEvent: () => () => undefined,
  openExternal: () => Promise.resolve(false),
});

/** The list may grow while the draft is open. */
function draftAfter(screenings: ScreenCard[]): TrainingDraft {
  return new TrainingDraft(silentClient, () => overviewOf(screenings));
}

/** The drugs that a job of this draft would name; `undefined`: all. */
function drugsOf(draft: TrainingDraft): string[] | undefined {
  const { kind, settings } = analysis.parse(draft.analysis());
  return kind === 'screen' ? undefined : settings.drugs;
}

const noisyB = screenCard({ name: 'first', noise: { 'activity area': ['B'] } });

describe('a training draft', () => {
  it('starts with the data set that it was opened from, else with the first', () => {
    const overview = overviewOf([]);
    expect(new TrainingDraft(silentClient, () => overview, 'other').datasetName).toBe('other');
    expect(new TrainingDraft(silentClient, () => overview, 'gone').datasetName).toBe('panel');
  });
});

describe('the blocks of a training draft', () => {
  it('are all features at first, which settings do not record, and else those chosen in one order', () => {
    const draft = draftAfter([]);
    expect(draft.knownBlocks).toEqual(['expression', 'mutation']);
    expect(draft.analysis().settings).not.toHaveProperty('blocks');
    draft.toggleBlock('expression', false);
    expect(analysis.parse(draft.analysis()).settings).toMatchObject({ blocks: ['mutation'] });
    draft.toggleBlock('mutation', false);
    expect(draft.settingsProblem()).toBe('Choose at least one block of features.');
    draft.chooseDataset('other');
    expect(draft.settingsProblem()).toBeUndefined();
    expect(draft.analysis().settings).not.toHaveProperty('blocks');
  });

  it('do not reach a fit', () => {
    const draft = draftAfter([]);
    draft.toggleBlock('expression', false);
    draft.chooseGoal('fit');
    expect(analysis.parse(draft.analysis()).settings).not.toHaveProperty('blocks');
  });
});

describe('a training draft of screened responses', () => {
  it('drops nothing by itself', () => {
    const draft = draftAfter([noisyB]);
    expect(draft.noise?.run).toBe('first');
    expect(draft.canLeaveNoisyOut).toBe(true);
    expect(draft.leavesNoisyOut).toBe(false);
    expect(drugsOf(draft)).toBeUndefined();
    expect(draft.drugChoice.trained).toHaveLength(5);
  });

  it.each(['evaluate', 'fit'] as const)(
    'names the others, also those too sparse to be judged, when the noisy are left out: %s',
    (goal) => {
      const draft = draftAfter([noisyB]);
      draft.chooseGoal(goal);
      draft.leavesNoisyOut = true;
      expect(drugsOf(draft)).toEqual(['A', 'sparse', 'C', 'D']);
      expect(draft.drugChoice.leftOut).toEqual(['B']);
    },
  );

  it('takes the choice back', () => {
    const draft = draftAfter([noisyB]);
    draft.leavesNoisyOut = true;
    draft.leavesNoisyOut = false;
    expect(drugsOf(draft)).toBeUndefined();
  });

  it('asks anew for another metric, another data set and another screen', () => {
    const screenings = [
      screenCard({ name: 'first', noise: { 'activity area': ['B'], IC50: ['C'] } }),
      screenCard({
        name: 'of other',
        datasetHash: 'def',
        screenedCount: 2,
        noise: { 'activity area': ['A'] },
      }),
    ];
    const draft = draftAfter(screenings);
    draft.leavesNoisyOut = true;
    draft.metric = 'IC50';
    expect(draft.canLeaveNoisyOut).toBe(true);
    expect(drugsOf(draft)).toBeUndefined();

    draft.leavesNoisyOut = true;
    draft.chooseDataset('other');
    draft.metric = 'activity area';
    expect(draft.canLeaveNoisyOut).toBe(true);
    expect(drugsOf(draft)).toBeUndefined();

    draft.leavesNoisyOut = true;
    expect(drugsOf(draft)).toEqual(['B']);
    screenings.push(
      screenCard({
        name: 'later',
        datasetHash: 'def',
        screenedCount: 2,
        createdAt: '2026-12-01T00:00:00.000Z',
        noise: { 'activity area': ['B'] },
      }),
    );
    expect(draft.noise?.run).toBe('later');
    expect(drugsOf(draft)).toBeUndefined();
  });

  it('cannot leave out all that were judged', () => {
    const draft = draftAfter([screenCard({ noise: { 'activity area': ['A', 'B', 'C', 'D'] } })]);
    draft.leavesNoisyOut = true;
    expect(draft.canLeaveNoisyOut).toBe(false);
    expect(drugsOf(draft)).toBeUndefined();
  });

  it('offers nothing when no drug is noisy, or no screen covers the responses', () => {
    expect(draftAfter([screenCard({ noise: { 'activity area': [] } })]).canLeaveNoisyOut).toBe(false);
    expect(draftAfter([screenCard({ noise: { IC50: ['A'] } })]).canLeaveNoisyOut).toBe(false);
    expect(draftAfter([]).noise).toBeUndefined();
  });

  it('does not take the name of a screen', () => {
    expect(draftAfter([screenCard({ name: 'Comparison 1' })]).name).toBe('Comparison 2');
  });
});
