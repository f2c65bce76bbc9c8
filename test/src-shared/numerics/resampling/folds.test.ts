import { describe, expect, it } from 'vitest';
import { matrix } from '../../../../src-shared/numerics/linalg/matrix.ts';
import { randomStream } from '../../../../src-shared/numerics/random/stream.ts';
import { assignFolds, withoutEntries } from '../../../../src-shared/numerics/resampling/folds.ts';

const samples = 23;
const tasks = 4;
const isMissing = (entry: number): boolean => entry % 7 === 3;
const responses = withoutEntries(matrix(samples, tasks), isMissing);
const tissues = Array.from({ length: samples }, (_, sample) => `tissue-${sample % 6}`);

function foldsOf(scheme: 'transductive' | 'inductive' | 'leave-tissue-out', seed = 1): Uint8Array {
  return assignFolds(scheme, responses, tissues, 5, randomStream(seed, 'outer'));
}

describe.each(['transductive', 'inductive', 'leave-tissue-out'] as const)('%s folds', (scheme) => {
  it('are 0 exactly where nothing was observed', () => {
    expect([...foldsOf(scheme)].map((fold) => fold === 0)).toEqual(
      [...responses.values].map((value) => Number.isNaN(value)),
    );
  });

  it('come from the seed', () => {
    expect(foldsOf(scheme)).toEqual(foldsOf(scheme));
    expect(foldsOf(scheme)).not.toEqual(foldsOf(scheme, 2));
  });

  it('use every fold', () => {
    expect(new Set(foldsOf(scheme).filter((fold) => fold > 0)).size).toBe(5);
  });
});

it('transductive folds of one task differ in size by at most one', () => {
  const folds = foldsOf('transductive');
  for (let task = 0; task < tasks; task++) {
    const sizes = [1, 2, 3, 4, 5].map(
      (fold) => folds.subarray(task * samples, (task + 1) * samples).filter((given) => given === fold).length,
    );
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  }
});

it.each([
  ['inductive', (sample: number) => String(sample)],
  ['leave-tissue-out', (sample: number) => tissues[sample]],
] as const)('%s folds never split a unit', (scheme, unitOf) => {
  const foldOfUnit = new Map<string, number>();
  foldsOf(scheme).forEach((fold, entry) => {
    if (fold === 0) return;
    const unit = unitOf(entry % samples);
    expect(foldOfUnit.get(unit) ?? fold).toBe(fold);
    foldOfUnit.set(unit, fold);
  });
});

it('refuses more folds than samples or tissues', () => {
  const few = matrix(3, 1);
  expect(() => assignFolds('inductive', few, undefined, 5, randomStream(1, 'x'))).toThrow(
    /3 samples for 5 folds/,
  );
  expect(() => assignFolds('leave-tissue-out', few, ['a', 'b', 'a'], 3, randomStream(1, 'x'))).toThrow(
    /2 tissues for 3 folds/,
  );
});
