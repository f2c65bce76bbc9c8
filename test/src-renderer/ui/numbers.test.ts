import { describe, expect, it } from 'vitest';
import {
  formatChosen,
  formatCount,
  formatFixed,
  formatNumber,
  formatPercent,
  formatPValue,
  formatShare,
  writePValue,
} from '#renderer/ui/numbers.ts';

describe('formatNumber', () => {
  it('keeps three significant figures', () => {
    expect(formatNumber(0.123456)).toBe('0.123');
    expect(formatNumber(12.3456)).toBe('12.3');
    expect(formatNumber(0.5)).toBe('0.500');
  });

  it('keeps three figures where rounding carries into the next place', () => {
    expect(formatNumber(9.996)).toBe('10.0');
    expect(formatNumber(0.09996)).toBe('0.100');
  });

  it('puts thin spaces between thousands and a true minus in front', () => {
    expect(formatNumber(-12345)).toBe('\u221212\u2009300');
    expect(formatNumber(-0.25)).toBe('\u22120.250');
  });

  it('writes very small and very large numbers as powers of ten', () => {
    expect(formatNumber(7.2e-5)).toBe('7.20\u2009×\u200910⁻⁵');
    expect(formatNumber(-3.5e12)).toBe('\u22123.50\u2009×\u200910¹²');
  });

  it('does not call a number that rounds to a million 1 000 000', () => {
    expect(formatNumber(999_999)).toBe('1.00\u2009×\u200910⁶');
  });

  it('shows a dash for no number, and zero and infinity as they are', () => {
    expect(formatNumber(null)).toBe('–');
    expect(formatNumber(undefined)).toBe('–');
    expect(formatNumber(Number.NaN)).toBe('–');
    expect(formatNumber(0)).toBe('0');
    expect(formatNumber(Number.NEGATIVE_INFINITY)).toBe('\u2212∞');
  });
});

describe('formatCount and formatFixed', () => {
  it('group whole thousands only', () => {
    expect(formatCount(43971)).toBe('43\u2009971');
    expect(formatCount(999)).toBe('999');
    expect(formatFixed(1234.5678, 2)).toBe('1\u2009234.57');
  });

  it('give no minus to what rounds to zero', () => {
    expect(formatFixed(-0.001, 2)).toBe('0.00');
  });
});

describe('formatPercent', () => {
  it('shows one decimal below a hundred', () => {
    expect(formatPercent(34.71)).toBe('34.7\u2009%');
    expect(formatShare(0.0285)).toBe('2.9\u2009%');
  });

  it('shows no decimal for nothing and for all', () => {
    expect(formatPercent(0)).toBe('0\u2009%');
    expect(formatPercent(99.99)).toBe('100\u2009%');
    expect(formatShare(null)).toBe('–');
  });
});

describe('writePValue', () => {
  it('writes a P as text, in powers of ten below 0.001', () => {
    expect(writePValue(5.96e-8)).toBe('6.0\u2009×\u200910⁻⁸');
    expect(writePValue(0.0321)).toBe('0.032');
    expect(writePValue(0)).toBe('0');
  });
});

describe('formatPValue', () => {
  it('splits a small P into a mantissa with one decimal and an exponent with a true minus', () => {
    expect(formatPValue(5.96e-8)).toEqual({ mantissa: '6.0', exponent: '\u22128' });
  });

  it('carries a mantissa that rounds to ten into the exponent', () => {
    expect(formatPValue(9.97e-8)).toEqual({ mantissa: '1.0', exponent: '\u22127' });
  });

  it('writes a P from 0.001 on as a plain number of two figures', () => {
    expect(formatPValue(0.0321)).toBe('0.032');
    expect(formatPValue(1)).toBe('1.0');
  });
});

describe('formatChosen', () => {
  it('keeps the figures that were given and adds none', () => {
    expect([0.01, 0.05, 0.025, 1, 0.5].map(formatChosen)).toEqual(['0.01', '0.05', '0.025', '1', '0.5']);
  });

  it('writes small numbers as powers of ten', () => {
    expect(formatChosen(2e-8)).toBe('2\u2009×\u200910⁻⁸');
    expect(formatChosen(1.25e-5)).toBe('1.25\u2009×\u200910⁻⁵');
  });
});
