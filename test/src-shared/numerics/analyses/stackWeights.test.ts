import { describe, expect, it } from 'vitest';
import { stackWeights } from '../../../../src-shared/numerics/analyses/stackWeights.ts';
import type { StackedDrug } from '../../../../src-shared/numerics/analyses/stackWeights.ts';
import { randomNormal, randomStream } from '../../../../src-shared/numerics/random/stream.ts';

/** A drug whose best weight is given, up to noise. */
function drugOf(weight: number, noise: number, name: string, entries = 200): StackedDrug {
  const stream = randomStream(1, name);
  const differences = Float64Array.from({ length: entries }, () => randomNormal(stream));
  const residuals = differences.map((difference) => weight * difference + noise * randomNormal(stream));
  return { differences, residuals };
}

describe('the weights of a stack', () => {
  it('are those of least squares where noise is small', () => {
    const weights = stackWeights([drugOf(0.2, 0.01, 'a'), drugOf(0.9, 0.01, 'b')]);
    expect(weights[0]).toBeCloseTo(0.2, 2);
    expect(weights[1]).toBeCloseTo(0.9, 2);
  });

  it('are one for all drugs where they differ by chance alone', () => {
    const drugs = Array.from({ length: 30 }, (_, drug) => drugOf(0.6, 3, `drug-${drug}`, 60));
    const weights = stackWeights(drugs);
    expect(Math.max(...weights) - Math.min(...weights)).toBeLessThan(0.15);
    expect(weights[0]).toBeGreaterThan(0.45);
    expect(weights[0]).toBeLessThan(0.75);
  });

  it('stay between 0 and 1', () => {
    const weights = stackWeights([drugOf(-2, 0.1, 'a'), drugOf(3, 0.1, 'b')]);
    expect([...weights]).toEqual([0, 1]);
  });

  it('are one half where the models agree throughout, and that of the others for a drug on which they do', () => {
    const same: StackedDrug = { differences: new Float64Array(5), residuals: Float64Array.of(1, 2, 3, 4, 5) };
    expect([...stackWeights([same])]).toEqual([0.5]);
    expect(stackWeights([same, drugOf(0.8, 0.01, 'b')])[0]).toBeCloseTo(0.8, 2);
  });

  it('do not depend on the order of the drugs', () => {
    const drugs = [drugOf(0.1, 1, 'a'), drugOf(0.5, 1, 'b'), drugOf(0.9, 1, 'c')];
    const reversed = stackWeights(drugs.toReversed()).toReversed();
    stackWeights(drugs).forEach((weight, drug) => expect(weight).toBeCloseTo(reversed[drug], 12));
  });
});
