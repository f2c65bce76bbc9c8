import { describe, expect, it } from 'vitest';
import { classColours, otherColour, unknownColour } from '#renderer/charts/layout/classColours.ts';
import { layOutDendrogram, neutralBranch } from '#renderer/charts/layout/dendrogram.ts';
import { clusterCountAt } from '#renderer/charts/layout/treeCut.ts';
import { treeGeometry } from '#renderer/charts/layout/treeGeometry.ts';

const geometry = treeGeometry({
  items: ['a', 'b', 'c', 'd'],
  merges: [-1, -2, -3, -4, 1, 2],
  heights: [1, 2, 8],
  order: [2, 3, 0, 1],
});
const labels = ['MEK', 'MEK', 'TOP', undefined];
const frame = { width: 400, height: 100, margins: { top: 20, right: 100, bottom: 0, left: 10 } };

function layout(clusterCount: number) {
  return layOutDendrogram(geometry, labels, classColours(labels), clusterCount, frame);
}

describe('layOutDendrogram', () => {
  it('gives each leaf a row, in the order shown', () => {
    expect(layout(2).leaves).toEqual([
      { item: 2, y: 30 },
      { item: 3, y: 50 },
      { item: 0, y: 70 },
      { item: 1, y: 90 },
    ]);
  });

  it('draws the cut where the axis has the height that leaves so many clusters', () => {
    for (const count of [1, 2, 3, 4]) {
      const { cutX, heightAt } = layout(count);
      expect(clusterCountAt(geometry, heightAt(cutX))).toBe(count);
    }
    expect(layout(3).cutX).toBeGreaterThan(layout(2).cutX);
  });

  it('colours a branch by the class that all of its leaves have', () => {
    const { branches } = layout(2);
    const colours = classColours(labels);
    const bends = (colour: string) =>
      branches
        .find((branch) => branch.colour === colour)
        ?.path.split('M')
        .slice(1);
    expect(bends(colours.colourOf('MEK'))).toHaveLength(4);
    expect(bends(colours.colourOf('TOP'))).toHaveLength(1);
    expect(bends(neutralBranch)).toHaveLength(4);
  });

  it('covers the rows with one band for each cluster, every other one shaded', () => {
    const { bands } = layout(3);
    expect(bands.map(({ number, y, height, isShaded }) => [number, y, height, isShaded])).toEqual([
      [2, 20, 20, true],
      [3, 40, 20, false],
      [1, 60, 40, true],
    ]);
  });
});

describe('classColours', () => {
  it('gives the largest classes colours of their own', () => {
    const { classes, colourOf, isDistinct } = classColours(['x', 'y', 'y', undefined]);
    expect(classes.map(({ label, count }) => [label, count])).toEqual([
      ['y', 2],
      ['x', 1],
    ]);
    expect(colourOf('y')).not.toBe(colourOf('x'));
    expect(colourOf(undefined)).toBe(unknownColour);
    expect(isDistinct('x')).toBe(true);
  });

  it('puts the smaller of many classes together under a word', () => {
    const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].flatMap((label, size) =>
      Array.from({ length: 8 - size }, () => label),
    );
    const { classes, colourOf, isDistinct } = classColours(many);
    expect(classes.at(-1)).toEqual({ label: '2 others', colour: otherColour, count: 3 });
    expect(new Set(classes.map(({ colour }) => colour)).size).toBe(7);
    expect(colourOf('g')).toBe(colourOf('h'));
    expect(isDistinct('g')).toBe(false);
  });

  it('leaves colours of their own to classes of several when labels outnumber colours', () => {
    const { classes } = classColours(['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    expect(classes.map(({ label }) => label)).toEqual(['a', '7 others']);
  });
});
