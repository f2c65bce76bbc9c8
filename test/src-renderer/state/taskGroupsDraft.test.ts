import { describe, expect, it } from 'vitest';
import { TaskGroupsDraft, parseSizes } from '#renderer/state/taskGroupsDraft.svelte.ts';
import { analysis } from '#shared/contract/methods.ts';
import { clientByHand } from '../client/clientByHand.ts';
import { datasetWith, overviewWith, screenJobWith } from '../../support/screens.ts';

describe('group sizes as typed', () => {
  it.each([
    ['128, 64,32', [128, 64, 32]],
    ['2 8 4', [8, 4, 2]],
    ['4, 4, 2', [4, 2]],
  ])('%s are each once, the largest first', (text, sizes) => {
    expect(parseSizes(text)).toEqual(sizes);
  });

  it.each(['', ' , ', '1', '4, two', '2.5', '-4', '99999999999999999999'])('%j are none', (text) => {
    expect(parseSizes(text)).toBeUndefined();
  });
});

describe('a draft of group sizes', () => {
  const overview = overviewWith({ datasets: [datasetWith('CCLE', ['activity area', 'IC50'], 24)] });
  const draftOver = (project = overview, client = clientByHand({})) =>
    new TaskGroupsDraft(client, () => project);

  it('makes settings that the contract takes, of the first data set and metric', () => {
    const draft = draftOver();
    draft.sizes = '2, 8';
    expect(draft.problem).toBeUndefined();
    expect(analysis.parse(draft.analysis())).toEqual({
      kind: 'tasks',
      settings: {
        metric: 'activity area',
        scheme: 'transductive',
        protocol: 'strict',
        outerFolds: 5,
        innerFolds: 5,
        groupSizes: [8, 2],
        seed: 1,
      },
    });
  });

  it('says what is missing', () => {
    expect(draftOver(overviewWith()).problem).toBe('Import a data set first.');
    const draft = draftOver();
    draft.sizes = 'many';
    expect(draft.problem).toMatch(/^Group sizes are whole numbers of at least 2/);
    draft.sizes = '2';
    draft.seed = null;
    expect(draft.problem).toMatch(/^The seed/);
    draft.seed = 1;
    draft.name = ' ';
    expect(draft.problem).toBe('Name the run.');
  });

  it('takes a name that nothing has yet', () => {
    const job = screenJobWith({ name: 'Number of drugs 1' });
    expect(draftOver(overviewWith({ ...overview, jobs: [job] })).name).toBe('Number of drugs 2');
  });
});
