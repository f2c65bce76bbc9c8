import { describe, expect, it } from 'vitest';
import {
  randomInteger,
  randomNormal,
  randomStream,
  shuffle,
} from '../../../../src-shared/numerics/random/stream.ts';

function draw(seed: number, name: string, count: number): number[] {
  const stream = randomStream(seed, name);
  return Array.from({ length: count }, () => stream.next());
}

describe('a random stream', () => {
  it('repeats itself for the same seed and name', () => {
    expect(draw(1, 'outer-1', 50)).toEqual(draw(1, 'outer-1', 50));
  });

  it('differs for another seed or another name', () => {
    expect(draw(1, 'outer-1', 5)).not.toEqual(draw(2, 'outer-1', 5));
    expect(draw(1, 'outer-1', 5)).not.toEqual(draw(1, 'outer-2', 5));
  });

  it('is uniform: 100,000 numbers in 100 bins have an unremarkable chi-square', () => {
    const bins = new Array<number>(100).fill(0);
    for (const value of draw(3, 'uniform', 100_000)) bins[Math.floor(value * 100)]++;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeGreaterThan(60);
    expect(chiSquare).toBeLessThan(145);
  });

  it('has independent neighbours by name: correlation between streams is within 4 standard errors of 0', () => {
    const x = draw(1, 'unit-1', 10_000);
    const y = draw(1, 'unit-2', 10_000);
    const product = x.reduce((sum, value, index) => sum + (value - 0.5) * (y[index] - 0.5), 0) / 10_000;
    expect(Math.abs(product * 12)).toBeLessThan(4 / 100);
  });

  it('gives normal numbers of mean 0 and variance 1', () => {
    const stream = randomStream(5, 'normal');
    const values = Array.from({ length: 20_000 }, () => randomNormal(stream));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + value * value, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1)).toBeLessThan(0.05);
  });

  it('shuffles: every item lands in every place about equally often', () => {
    const stream = randomStream(7, 'shuffle');
    const counts = Array.from({ length: 4 }, () => new Array<number>(4).fill(0));
    for (let round = 0; round < 8000; round++) {
      shuffle([0, 1, 2, 3], stream).forEach((item, place) => counts[item][place]++);
    }
    for (const count of counts.flat()) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('keeps integers below their bound', () => {
    const stream = randomStream(9, 'integers');
    const seen = new Set(Array.from({ length: 200 }, () => randomInteger(stream, 3)));
    expect(seen).toEqual(new Set([0, 1, 2]));
  });
});
