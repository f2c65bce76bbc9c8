import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KeptTogether } from '#shared/model/settings.ts';
import { designEvaluation, innerFoldsOf, outerTraining } from '#shared/numerics/analyses/evaluationDesign.ts';
import { connectedNames, groupsOf } from '#shared/numerics/analyses/keptTogether.ts';
import { partedPairs } from '#shared/numerics/analyses/partedPairs.ts';
import { leakSettings } from '../../../support/leaks.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const panel = latentFactorPanel({ samples: 60, features: 3, tasks: 6, missingShare: 0.2 });
const { rows } = panel.responses;
const samples = [
  ['line-1', 'line-2', 'line-30'],
  ['line-10', 'line-11'],
];
const drugs = [['drug-1', 'drug-4']];

function groupsBy(changes: Partial<KeptTogether>): KeptTogether {
  return { by: 'near-identical', samples: [], drugs: [], ...changes };
}

function sampleOf(name: string): number {
  return panel.sampleNames.indexOf(name);
}

/** The folds, of those that are not 0, of some samples for some tasks. */
function foldsOf(folds: Uint8Array, names: readonly string[], tasks: readonly number[]): Set<number> {
  const all = names.flatMap((name) => tasks.map((task) => folds[task * rows + sampleOf(name)]));
  return new Set(all.filter((fold) => fold > 0));
}

const allTasks = [...panel.taskNames.keys()];

describe('samples that are kept together', () => {
  test.each(['inductive', 'leave-tissue-out'] as const)(
    'share their outer and their inner fold under %s',
    (scheme) => {
      const settings = leakSettings(scheme, { outerFolds: 2, innerFolds: 2, groups: groupsBy({ samples }) });
      const design = designEvaluation(settings, panel);
      const training = outerTraining(design, 1);
      const inner = innerFoldsOf(settings, design, training, 1);
      for (const group of samples) {
        expect(foldsOf(design.outerFolds, group, allTasks).size).toBe(1);
        expect(foldsOf(inner, group, allTasks).size).toBeLessThanOrEqual(1);
      }
    },
  );

  test('leave tissues whole, those that share a group together', () => {
    const tissues = panel.sampleNames.map((_, sample) => `tissue-${sample % 6}`);
    const settings = leakSettings('leave-tissue-out', {
      groups: groupsBy({ samples: [['line-1', 'line-2']] }),
    });
    const { outerFolds } = designEvaluation(settings, { ...panel, tissues });
    const ofTissue = (wanted: number) => panel.sampleNames.filter((_, sample) => sample % 6 === wanted);
    expect(foldsOf(outerFolds, [...ofTissue(0), ...ofTissue(1)], allTasks).size).toBe(1);
    expect(foldsOf(outerFolds, panel.sampleNames, allTasks).size).toBe(3);
  });

  test('share their fold drug by drug under transductive, with nearly identical drugs in it', () => {
    const settings = leakSettings('transductive', { groups: groupsBy({ samples, drugs }) });
    const { outerFolds } = designEvaluation(settings, panel);
    for (const sample of panel.sampleNames) {
      expect(foldsOf(outerFolds, [sample], [0, 3]).size).toBeLessThanOrEqual(1);
    }
    for (const group of samples) {
      for (const task of allTasks) expect(foldsOf(outerFolds, group, [task]).size).toBeLessThanOrEqual(1);
      expect(foldsOf(outerFolds, group, [0, 3]).size).toBeLessThanOrEqual(1);
    }
    const together = panel.sampleNames.map((name) => foldsOf(outerFolds, [name], [0, 1]).size);
    expect(together).toContain(2);
  });

  test('leave folds as even as whole groups allow, and every observed entry in one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 4, maxLength: 12 }), (members) => {
        const group = [...new Set(members)].map((number) => `line-${number}`);
        fc.pre(group.length > 1);
        const settings = leakSettings('inductive', { groups: groupsBy({ samples: [group] }) });
        const { outerFolds } = designEvaluation(settings, panel);
        const counts = [1, 2, 3].map(
          (fold) =>
            panel.sampleNames.filter((name) => foldsOf(outerFolds, [name], allTasks).has(fold)).length,
        );
        expect(counts.reduce((sum, count) => sum + count)).toBe(60);
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('are refused where there are fewer groups than folds', () => {
    const halves = [panel.sampleNames.slice(0, 30), panel.sampleNames.slice(30)];
    const settings = leakSettings('inductive', { groups: groupsBy({ samples: halves }) });
    expect(() => designEvaluation(settings, panel)).toThrow('2 groups of samples for 3 folds');
  });
});

describe('groups', () => {
  test('are what pairs connect, however many steps apart', () => {
    const pairs = [
      { first: 'b', second: 'c' },
      { first: 'e', second: 'f' },
      { first: 'a', second: 'c' },
    ];
    expect(connectedNames(['a', 'b', 'c', 'd', 'e', 'f'], pairs)).toEqual([
      ['a', 'b', 'c'],
      ['e', 'f'],
    ]);
  });

  test('are names that share a value; those without one stand alone', () => {
    const values = new Map([
      ['a', 'p1'],
      ['b', 'p2'],
      ['d', 'p1'],
    ]);
    expect(groupsOf(['a', 'b', 'c', 'd', 'e'], (name) => values.get(name))).toEqual([['a', 'd']]);
  });
});

describe('nearly identical pairs', () => {
  const pair = { within: 'expression', correlation: 0.99, sharedCount: 20 };
  const ofSamples = { ...pair, first: 'line-1', second: 'line-2' };
  const ofDrugs = { ...pair, within: 'activity', first: 'drug-1', second: 'drug-4' };
  const near = {
    nearSamples: [ofSamples, { ...ofSamples, within: 'copy-number' }],
    nearDrugs: [ofDrugs, { ...ofDrugs, within: 'IC50', second: 'drug-2' }],
  };
  const heldOut = (groups?: KeptTogether, scheme: 'transductive' | 'inductive' = 'transductive') => {
    const settings = leakSettings(scheme, { ...(groups === undefined ? {} : { groups }) });
    const { outerFolds: folds } = designEvaluation(settings, panel);
    return { samples: [...panel.sampleNames], drugs: [...panel.taskNames], folds, settings };
  };

  test('that folds part are named once, with how many entries they are apart', () => {
    const evaluation = heldOut();
    const found = partedPairs(evaluation, near);
    expect(found.map(({ kind, first, second }) => [kind, first, second])).toContainEqual([
      'drugs',
      'drug-1',
      'drug-4',
    ]);
    const shared = panel.sampleNames.filter(
      (_, sample) => evaluation.folds[sample] > 0 && evaluation.folds[3 * rows + sample] > 0,
    );
    const parted = shared.filter(
      (name) => evaluation.folds[sampleOf(name)] !== evaluation.folds[3 * rows + sampleOf(name)],
    );
    expect(found.find(({ kind }) => kind === 'drugs')).toMatchObject({
      partedCount: parted.length,
      sharedCount: shared.length,
    });
    expect(found.filter(({ kind }) => kind === 'samples').length).toBeLessThanOrEqual(1);
  });

  test('are none when they are kept together, and drugs do not count where whole samples are held out', () => {
    const groups = groupsBy({ samples: [['line-1', 'line-2']], drugs });
    expect(partedPairs(heldOut(groups), near)).toEqual([]);
    const inductive = partedPairs(heldOut(undefined, 'inductive'), near);
    expect(inductive.filter(({ kind }) => kind === 'drugs')).toEqual([]);
  });
});
