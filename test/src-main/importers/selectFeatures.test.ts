import { describe, expect, it } from 'vitest';
import { selectFeatures } from '../../../src-main/importers/dataset/selectFeatures.ts';
import { TracewiseError } from '../../../src-shared/model/errors.ts';
import type { MissingPolicy } from '../../../src-shared/model/dataset.ts';

function remedyOf(values: number[], missing: MissingPolicy, minVariance: number): string | undefined {
  const features = [{ block: 'expression', gene: 'EGFR' }];
  try {
    selectFeatures({ features, values: Float64Array.from(values) }, values.length, 1, {
      missing,
      minVariance,
    });
  } catch (error) {
    if (error instanceof TracewiseError) return error.detail.remedy;
    throw error;
  }
  throw new Error('the feature was kept');
}

describe('when no feature is left, the remedy fits the reason', () => {
  it.each<[string, number[], MissingPolicy, number, RegExp]>([
    ['missing values that are dropped', [1, NaN, 2], 'drop', 0, /Fill missing values/],
    [
      'columns without a value, though filled',
      [NaN, NaN, NaN],
      'mean',
      0,
      /no value for the matched samples/,
    ],
    ['too little variance', [1, 1, 1.1], 'mean', 5, /less variance/],
  ])('%s', (_, values, missing, minVariance, expected) => {
    expect(remedyOf(values, missing, minVariance)).toMatch(expected);
  });
});
