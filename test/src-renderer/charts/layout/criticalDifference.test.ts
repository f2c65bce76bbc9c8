import { describe, expect, it } from 'vitest';
import { layOutCriticalDifference, rankFontSize } from '#renderer/charts/layout/criticalDifference.ts';
import { estimateTextWidth } from '#renderer/charts/layout/textWidth.ts';

const models = [
  { name: 'Drug mean', meanRank: 4.9 },
  { name: 'Stack', meanRank: 1.4 },
  { name: 'Additive mean', meanRank: 3.2 },
  { name: 'Trace norm', meanRank: 1.6 },
  { name: 'Ridge', meanRank: 3.9 },
];
const width = 600;
const layout = layOutCriticalDifference(models, 1, ({ name }) => name, width);
const labelled = (name: string) => {
  const found = layout.labels.find((label) => label.name === name);
  if (found === undefined) throw new Error(`${name} has no label`);
  return found;
};

describe('layOutCriticalDifference', () => {
  it('names the better half on the left, the best on top, and the worst on top of the right', () => {
    expect(layout.labels.map(({ name, side }) => [name, side])).toEqual([
      ['Stack', 'left'],
      ['Trace norm', 'left'],
      ['Additive mean', 'left'],
      ['Ridge', 'right'],
      ['Drug mean', 'right'],
    ]);
    expect(labelled('Stack').y).toBeLessThan(labelled('Trace norm').y);
    expect(labelled('Drug mean').y).toBeLessThan(labelled('Ridge').y);
  });

  it('has a tick for each rank, at equal steps', () => {
    const places = layout.ticks.map(({ x }) => x);
    expect(layout.ticks.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, 5]);
    expect(places[2] - places[1]).toBeCloseTo(places[1] - places[0], 9);
  });

  it('joins models by bars where they differ by less than the critical difference', () => {
    expect(layout.bars).toHaveLength(2);
    const covers = ({ x1, x2 }: { x1: number; x2: number }, name: string) =>
      labelled(name).x >= x1 && labelled(name).x <= x2;
    expect(models.map(({ name }) => name).filter((name) => covers(layout.bars[0], name))).toEqual([
      'Stack',
      'Trace norm',
    ]);
    expect(models.map(({ name }) => name).filter((name) => covers(layout.bars[1], name))).toEqual([
      'Additive mean',
      'Ridge',
    ]);
  });

  it('draws the critical difference to the scale of the axis', () => {
    const { x1, x2 } = layout.bracket;
    expect(x2 - x1).toBeCloseTo(layout.ticks[1].x - layout.ticks[0].x, 9);
  });

  it('leaves room for the names on either side', () => {
    for (const { name, side, end } of layout.labels) {
      const space = side === 'left' ? end : width - end;
      expect(space).toBeGreaterThan(estimateTextWidth(name, rankFontSize));
    }
  });
});
