import { describe, expect, it } from 'vitest';
import { matrix } from '../../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../../src-shared/numerics/linalg/matrix.ts';
import { predictByNeighbour } from '../../../../src-shared/numerics/analyses/nearestDrug.ts';
import { numbersOf } from '../../../support/table.ts';

const folds = 5;

function predictions(responses: Matrix, outerFolds: Uint8Array): Float64Array {
  const panel = {
    features: matrix(responses.rows, 0),
    responses,
    sampleNames: Array.from({ length: responses.rows }, (_, sample) => `s${sample}`),
    taskNames: Array.from({ length: responses.columns }, (_, task) => `d${task}`),
  };
  const all = new Float64Array(responses.values.length).fill(NaN);
  const found = predictByNeighbour({ panel, outerFolds, warnings: [] }, folds).predictions;
  expect(found.map(({ model }) => model)).toEqual(['neighbour']);
  for (const { entries, values } of found) entries.forEach((entry, place) => (all[entry] = values[place]));
  return all;
}

describe.each(['panel-a', 'panel-b'])('the nearest drug on %s', (name) => {
  const golden = (table: string) => numbersOf(`goldens/${name}/${table}.tsv`);
  const responses = golden('response');
  const outerFolds = Uint8Array.from(golden('transductive_folds').values, (fold) => (fold > 0 ? fold : 0));

  it('predicts what the reference does', () => {
    const ours = predictions(responses, outerFolds);
    const theirs = golden('neighbour_predictions').values;
    expect([...ours].map(Number.isNaN)).toEqual([...theirs].map(Number.isNaN));
    const worst = Math.max(
      ...ours.map((value, entry) => (Number.isNaN(value) ? 0 : Math.abs(value - theirs[entry]))),
    );
    expect(worst).toBeLessThan(1e-9);
  });
});

describe('the nearest drug', () => {
  const line = [1, 2, 3, 4, 5, 6];
  const folded = (held: number, length: number) =>
    Uint8Array.from({ length }, (_, entry) => (entry === held ? 1 : 2 + (entry % (folds - 1))));

  it('is the one that correlates highest, however large its values', () => {
    const other = line.map((value) => 100 - 20 * value);
    const noise = [5, 1, 4, 2, 9, 3];
    const responses = matrix(6, 3, Float64Array.from([...line, ...noise, ...other.map((value) => -value)]));
    expect(predictions(responses, folded(0, 18))[0]).toBeCloseTo(1, 12);
  });

  it('is none where no other was measured on the sample, and then the mean answers', () => {
    const responses = matrix(6, 2, Float64Array.from([...line, NaN, 2, 3, 4, 5, 6]));
    const outerFolds = Uint8Array.from([1, 2, 2, 2, 2, 2, 0, 2, 2, 2, 2, 2]);
    expect(predictions(responses, outerFolds)[0]).toBeCloseTo(4, 12);
  });

  it('is none that shares fewer than three samples', () => {
    const responses = matrix(6, 2, Float64Array.from([...line, 7, 5, 3, NaN, NaN, NaN]));
    const outerFolds = Uint8Array.from([1, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0]);
    expect(predictions(responses, outerFolds)[0]).toBeCloseTo(4, 12);
  });
});
