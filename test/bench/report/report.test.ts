import { describe, expect, test } from 'vitest';
import { measured } from '../run/measurement.ts';
import { parseRun } from './parseRun.ts';
import { resultsTable } from './resultsTable.ts';
import { scalingTables } from './scalingTable.ts';
import { markdownTable, shownDigits, shownSeconds } from './table.ts';
import { replacePart } from './writeReport.ts';

const machine = {
  name: 'machine',
  date: '2026-01-31',
  cpu: 'a processor',
  cores: 2,
  memory_gb: 8,
  system: 'Linux 6',
  node: 'v24',
  commit: 'abc',
  python: 'none (not found)',
  r: 'R 4',
};

function textOf(...lines: object[]): string {
  return ['> tracewise@0.1.0 bench', ...lines.map((line) => JSON.stringify(line)), ''].join('\n');
}

describe('the lines of a run', () => {
  test('of the same work, the later counts', () => {
    const first = measured({ name: 'gemm', ours_s: 2, operation: 'f64', peer: 'R', peer_s: 1 });
    const other = { ...first, operation: 'f32' };
    const again = { ...first, ours_s: 1 };
    const run = parseRun(textOf(machine, first, other, again));
    expect(run).toEqual({ machine, lines: [other, again] });
  });

  test('without a machine, or of another make, are refused', () => {
    expect(() => parseRun(textOf(measured({ name: 'gemm', ours_s: 2 })))).toThrow('which machine');
    expect(() => parseRun(textOf(machine, { name: 'gemm', ours_s: 'fast' }))).toThrow('ours_s');
  });
});

describe('the tables', () => {
  test('give work, peer and what was bought', () => {
    const line = measured({
      name: 'elastic-net-batch',
      ours_s: 0.05,
      peer: 'glmnet',
      peer_s: 0.5,
      certificate: 9.9e-8,
      peak_mb: 300,
      samples: 190,
      features: 43_971,
      paths: 354,
      l1_ratio: 0.5,
      worst_excess: -2e-9,
    });
    expect(resultsTable([line]).at(-1)).toBe(
      '| elastic-net-batch | 190 x 43,971, 354 paths, time of one, l1Ratio 0.5 | 50.0 ms | glmnet | 500 ms | 0.100 | certificate 9.9e-8; worst excess -2.0e-9 | 300 MiB |',
    );
  });

  test('say why there is no peer, and mark what is extrapolated', () => {
    const alone = measured({ name: 'gemm', ours_s: 1, peer: null, peer_reason: 'R is not there' });
    const extrapolated = measured({ name: 'gemm', ours_s: 1, peer: 'X', peer_s: 5, peer_extrapolated: 'so' });
    const [first, second] = resultsTable([alone, extrapolated]).slice(2);
    expect(first).toContain('none: R is not there');
    expect(second).toContain('about 5.00 s');
  });

  test('of a curve give the exponent between neighbours', () => {
    const point = (at: number, ours_s: number, peak_mb: number) =>
      measured({ name: 'scaling', of: 'import', axis: 'samples', at, ours_s, peak_mb });
    const lines = scalingTables([point(200, 4, 100), point(100, 1, 100)]);
    expect(lines[0]).toBe('**import**');
    expect(lines.filter((line) => line.startsWith('| n'))).toEqual([
      '| n (samples) | 100 | 1.00 s |  | 100 MiB |  |',
      '| n (samples) | 200 | 4.00 s | 2.00 | 100 MiB | 0.00 |',
    ]);
  });

  test('keep three digits, and a unit that suits', () => {
    expect([0, 0.01234, 1.234, 12.34, 1234].map(shownDigits)).toEqual([
      '0',
      '0.0123',
      '1.23',
      '12.3',
      '1234',
    ]);
    expect([0.0123, 5, 5731, 29_267].map(shownSeconds)).toEqual(['12.3 ms', '5.00 s', '95.5 min', '8.13 h']);
  });

  test('escape what would end a cell', () => {
    expect(markdownTable(['a'], [['b | c']])).toEqual(['| a |', '| --- |', '| b \\| c |']);
  });
});

test('only the marked part of a page is replaced', () => {
  const page = 'top\n<!-- results: begin -->\nold\n<!-- results: end -->\nbottom\n';
  const replaced = replacePart(page, 'results', 'new');
  expect(replaced).toBe('top\n<!-- results: begin -->\n\nnew\n\n<!-- results: end -->\nbottom\n');
  expect(replacePart(replaced, 'results', 'new')).toBe(replaced);
  expect(() => replacePart(page, 'scaling', 'new')).toThrow('scaling: begin');
});
