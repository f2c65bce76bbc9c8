import { describe, expect, it } from 'vitest';
import { fileNameFrom } from '#renderer/ui/fileName.ts';
import { toTsv } from '#renderer/ui/tsv.ts';

describe('toTsv', () => {
  it('writes a header and a line per row, each ended by a line feed', () => {
    expect(toTsv(['drug', 'mse'], [['AZD6244', 0.25]])).toBe('drug\tmse\nAZD6244\t0.25\n');
  });

  it('keeps every digit of a number', () => {
    const value = 0.1 + 0.2;
    const [, line] = toTsv(['x'], [[value]]).split('\n');
    expect(Number(line)).toBe(value);
  });

  it('writes NA for what is missing or not finite', () => {
    expect(toTsv(['a', 'b', 'c'], [[null, undefined, Number.NaN]])).toBe('a\tb\tc\nNA\tNA\tNA\n');
  });

  it('lets no cell break a row', () => {
    expect(toTsv(['a'], [['one\ttwo\r\nthree']])).toBe('a\none two three\n');
  });
});

describe('fileNameFrom', () => {
  it('keeps letters, digits and dots, and joins them with dashes', () => {
    expect(fileNameFrom('Per-drug MSE, Trace norm against λ', 'svg')).toBe(
      'per-drug-mse-trace-norm-against.svg',
    );
  });

  it('has a name even when nothing can be kept', () => {
    expect(fileNameFrom('../..', 'tsv')).toBe('tracewise.tsv');
  });
});
