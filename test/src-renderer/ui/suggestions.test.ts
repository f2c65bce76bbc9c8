import { describe, expect, it } from 'vitest';
import { suggestNames } from '#renderer/ui/suggestions.ts';

const lines = ['A549', 'HL-60(TB)', 'KHL60', 'MCF7', 'NCI-H460'];

describe('suggested names', () => {
  it('begin with what was typed before they hold it, whatever its case and signs', () => {
    expect(suggestNames(lines, 'hl 60', 5)).toEqual(['HL-60(TB)', 'KHL60']);
    expect(suggestNames(lines, '460', 5)).toEqual(['NCI-H460']);
  });

  it('are the first ones before anything was typed, and no more than asked for', () => {
    expect(suggestNames(lines, ' ', 2)).toEqual(['A549', 'HL-60(TB)']);
    expect(suggestNames(lines, '6', 1)).toHaveLength(1);
  });

  it('are none for what no name holds', () => {
    expect(suggestNames(lines, 'HeLa', 5)).toEqual([]);
  });
});
