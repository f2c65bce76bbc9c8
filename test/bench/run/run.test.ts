import { describe, expect, test } from 'vitest';
import { spread } from '../benches/elasticNet.ts';
import { powersOfTwo } from '../benches/scaling.ts';
import { measured, measurement } from './measurement.ts';
import { readBenchOptions } from './options.ts';
import { growthExponent, median } from './timings.ts';

describe('the options of a bench', () => {
  test('are read beside the names', () => {
    const options = readBenchOptions([
      'gemm',
      'import',
      '--l1-ratio',
      '1,0.5',
      '--threads',
      '4',
      '--no-peers',
    ]);
    expect(options).toMatchObject({
      names: ['gemm', 'import'],
      l1Ratios: [1, 0.5],
      threads: 4,
      withPeers: false,
      repeats: 3,
      solvers: undefined,
    });
  });

  test.each([
    [['--threads', '0'], '--threads: found 0'],
    [['--samples', '1.5'], '--samples: found 1.5'],
    [['--l1-ratio', '0.5,'], '--l1-ratio: found '],
    [['--l1-ratio', '2'], '--l1-ratio: found 2'],
    [['--fast'], '--fast'],
  ])('%j is refused', (args, reason) => {
    expect(() => readBenchOptions(args)).toThrow(TypeError);
    expect(() => readBenchOptions(args)).toThrow(reason);
  });
});

describe('timings', () => {
  test('the median is the middle value, or lies between the two there', () => {
    expect(median([3, 1, 10])).toBe(3);
    expect(median([4, 1, 10, 2])).toBe(3);
    expect(() => median([])).toThrow(RangeError);
  });

  test('a quadratic curve has the exponent 2', () => {
    expect(growthExponent({ x: 3, y: 5 }, { x: 6, y: 20 })).toBeCloseTo(2, 12);
  });
});

describe('a measurement', () => {
  test('gives the ratio to its peer, and survives its line', () => {
    const line = measured({ name: 'gemm', ours_s: 1, peer: 'R', peer_s: 4, size: 10 });
    expect(line).toMatchObject({ ratio: 0.25, certificate: null, threads: 1, size: 10 });
    expect(measurement.parse(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  test('has no ratio without a peer', () => {
    expect(measured({ name: 'gemm', ours_s: 1 })).toMatchObject({ peer: null, peer_s: null, ratio: null });
  });
});

test('drugs for the peer are spread over the batch', () => {
  expect(spread(354, 3)).toEqual([0, 118, 236]);
  expect(spread(2, 24)).toEqual([0, 1]);
});

test('threads double up to the cores', () => {
  expect(powersOfTwo(1)).toEqual([1]);
  expect(powersOfTwo(6)).toEqual([1, 2, 4]);
});
