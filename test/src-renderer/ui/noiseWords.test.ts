import { describe, expect, it } from 'vitest';
import {
  explainNoise,
  markedName,
  noiseFootnotes,
  noiseRule,
  noisyCell,
  spokenName,
} from '#renderer/ui/noiseWords.ts';

const noise = {
  run: 'Screen 1',
  protocol: 'strict',
  threshold: 0.05,
  noisyDrugs: new Set(['LBW242']),
} as const;

describe('the words for noisy drugs', () => {
  it('give a noisy drug an asterisk, and no other', () => {
    expect(markedName('LBW242', noise)).toBe('LBW242 *');
    expect(markedName('Nutlin-3', noise)).toBe('Nutlin-3');
    expect(markedName('LBW242', undefined)).toBe('LBW242');
  });

  it('tell those who hear the name what the asterisk means', () => {
    expect(spokenName('LBW242', noise)).toBe('LBW242, noisy in the screen “Screen 1”');
    expect(spokenName('Nutlin-3', noise)).toBe('Nutlin-3');
    expect(explainNoise('Nutlin-3', noise)).toBeUndefined();
  });

  it('have a footnote only where an asterisk stands', () => {
    expect(noiseFootnotes(['Nutlin-3', 'LBW242'], noise)).toEqual([
      '* noisy in the screen “Screen 1” (q ≥ 0.05)',
    ]);
    expect(noiseFootnotes(['Nutlin-3'], noise)).toEqual([]);
    expect(noiseFootnotes(['LBW242'], undefined)).toEqual([]);
  });

  it('name the value that the protocol judges by', () => {
    expect(noiseRule({ protocol: 'paper', threshold: 0.01 })).toBe('P ≥ 0.01');
    expect(noiseRule({ protocol: 'fast', threshold: 0.005 })).toBe('P ≥ 0.005');
    expect(noiseRule(noise)).toBe('q ≥ 0.05');
  });

  it('leave a cell empty when no screen knows', () => {
    expect([
      noisyCell('LBW242', noise),
      noisyCell('Nutlin-3', noise),
      noisyCell('LBW242', undefined),
    ]).toEqual([1, 0, null]);
  });
});
