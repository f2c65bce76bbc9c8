import { expect, test } from 'vitest';
import { formatNumber, tsvLine } from '#main/exporters/tsv.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';

test.each([
  [0.1, '0.10000000000000001'],
  [1 / 3, '0.33333333333333331'],
  [0.5, '0.5'],
  [-2.25, '-2.25'],
  [120, '120'],
  [0, '0'],
  [-0, '0'],
  [1e-20, '9.9999999999999995e-21'],
  [1.5e300, '1.5000000000000001e+300'],
  [NaN, 'NA'],
  [Infinity, 'Inf'],
])('writes %d with 17 significant digits as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test('every number reads back as the same number', () => {
  const stream = randomStream(2, 'numbers');
  for (let round = 0; round < 20_000; round += 1) {
    const value = (stream.next() - 0.5) * 10 ** Math.floor(600 * (stream.next() - 0.5));
    expect(Number(formatNumber(value))).toBe(value);
  }
});

test('writes truths as R does', () => {
  expect(tsvLine([true, false])).toBe('TRUE\tFALSE\n');
});

test('quotes words that would break the table, and no others', () => {
  expect(tsvLine(['a b', 'a\tb', 'say "x"', null, 3])).toBe('a b\t"a\tb"\t"say ""x"""\tNA\t3\n');
});
