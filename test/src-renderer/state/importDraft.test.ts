import { describe, expect, it } from 'vitest';
import { ImportDraft } from '#renderer/state/importDraft.svelte.ts';
import type { MethodArguments } from '#shared/contract/methods.ts';
import { importRequest } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { clientByHand } from '../client/clientByHand.ts';
import { hostFileWith, inspectedWith, matchReportWith, nameReportWith } from '../../support/imports.ts';
import { datasetWith } from '../../support/screens.ts';

type Answers = Parameters<typeof clientByHand>[0];

const panel = datasetWith('panel', ['AUC']);
const files = ['expression.tsv', 'response.tsv'].map(hostFileWith);
const inspect: Answers = {
  'import/inspect': ({ fileId }) =>
    inspectedWith(
      fileId.includes('response') ? { suggestedRole: 'response', suggestedMetric: 'IC50' } : undefined,
    ),
};

async function draftOver(
  answers: Answers,
  target: Partial<ConstructorParameters<typeof ImportDraft>[1]> = {},
) {
  const client = clientByHand({ ...inspect, ...answers }, { pickFiles: () => Promise.resolve(files) });
  const draft = new ImportDraft(client, { projectId: 'p', taken: [], ...target });
  await draft.pick();
  return { draft, client };
}

/** Answers a match with how often it was asked. */
function countingMatch() {
  const asked: MethodArguments<'import/match'>[] = [];
  const answers: Answers = {
    'import/match': (args) => {
      asked.push(args);
      return matchReportWith({ warnings: [`match ${asked.length}`] });
    },
  };
  return { asked, answers };
}

describe('the request of an import draft', () => {
  it('holds what the contract takes, and only what differs from what is usual', async () => {
    const { draft } = await draftOver({});
    expect(importRequest.parse(draft.request())).toEqual({
      dataset: 'panel',
      tables: [
        { fileId: 'id of expression.tsv', role: 'expression', format: 'plain-matrix' },
        { fileId: 'id of response.tsv', role: 'response', format: 'plain-matrix', metric: 'IC50' },
      ],
      missing: 'drop',
    });
  });

  it('brings how names are understood and what was decided on them', async () => {
    const { draft } = await draftOver({});
    draft.sampleMatching = 'exact';
    draft.geneNaming = 'current';
    draft.decisions.decide('sample', 'HL60?', 'HL-60');
    draft.decisions.decide('gene', 'MLL2', null);
    draft.decisions.decide('sample', 'HL60?', 'HL60');
    expect(importRequest.parse(draft.request())).toMatchObject({
      sampleMatching: 'exact',
      geneNaming: 'current',
      choices: [
        { kind: 'gene', written: 'MLL2', as: null },
        { kind: 'sample', written: 'HL60?', as: 'HL60' },
      ],
    });
    draft.decisions.undo('gene', 'MLL2');
    draft.decisions.undo('sample', 'HL60?');
    expect(draft.request()).not.toHaveProperty('choices');
  });

  it('proposes a name that no data set of the project has', async () => {
    const { draft } = await draftOver({}, { taken: ['panel', 'panel 2'] });
    expect(draft.dataset).toBe('panel 3');
  });
});

describe('the match of an import draft', () => {
  it('is asked for again when something changed that it depends on', async () => {
    const { asked, answers } = countingMatch();
    const { draft } = await draftOver(answers);
    await draft.match();
    await draft.match();
    draft.dataset = 'another name';
    await draft.match();
    expect(asked).toHaveLength(1);
    expect(draft.isStale).toBe(false);
    draft.decisions.decide('sample', 's1', 's2');
    expect(draft.isStale).toBe(true);
    await draft.match();
    expect(asked).toHaveLength(2);
    expect(draft.report?.warnings).toEqual(['match 2']);
    expect(draft.isStale).toBe(false);
  });

  it('is not stale before there was one', async () => {
    const { draft } = await draftOver({});
    draft.geneNaming = 'current';
    expect(draft.isStale).toBe(false);
    expect(draft.matchProblem()).toBe('The samples have not been matched yet.');
  });

  it('can be stopped, and asked for again', async () => {
    let asked = 0;
    const { draft } = await draftOver({
      'import/match': (_, { signal }) => {
        asked += 1;
        if (asked > 1) return matchReportWith({ names: [nameReportWith()] });
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new TracewiseError('cancelled', 'stopped')));
        });
      },
    });
    const first = draft.match();
    expect(draft.matchProblem()).toBe('Still matching the samples.');
    draft.cancel();
    await first;
    expect(draft.matchFailure).toMatchObject({ kind: 'cancelled' });
    await draft.match();
    expect(draft.report?.names).toHaveLength(1);
    expect(draft.matchProblem()).toBeUndefined();
  });
});

describe('an import draft for a data set that is there', () => {
  it('adds to it under its name and its rule for missing values', async () => {
    const { asked, answers } = countingMatch();
    const target = { ...panel, missingPolicy: 'mean' as const };
    const { draft, client } = await draftOver(
      { ...answers, 'import/run': () => ({ dataset: target, report: matchReportWith() }) },
      { taken: ['panel'], dataset: target },
    );
    expect(draft.rolesProblem()).toBeUndefined();
    await draft.match();
    expect(asked).toMatchObject([{ add: true, request: { dataset: 'panel', missing: 'mean' } }]);
    await draft.run(false);
    expect(client.calls.at(-1)).toMatchObject({ method: 'import/run', args: { add: true, replace: false } });
    expect(draft.outcome?.dataset.name).toBe('panel');
  });
});

describe('the run of an import draft', () => {
  it('shows how far it is, and can be cancelled to the end', async () => {
    const { draft } = await draftOver({
      'import/run': (_, { signal, onProgress }) => {
        onProgress?.({ fraction: 1, message: 'storing the data set' });
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new TracewiseError('cancelled', 'stopped')));
        });
      },
    });
    const run = draft.run(false);
    expect(draft.importing).toEqual({ fraction: 1, message: 'storing the data set' });
    draft.cancel();
    await run;
    expect(draft.importing).toBeUndefined();
    expect(draft.importFailure).toMatchObject({ kind: 'cancelled' });
    expect(draft.outcome).toBeUndefined();
  });
});
