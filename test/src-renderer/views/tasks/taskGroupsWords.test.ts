import { describe, expect, it } from 'vitest';
import { findingOf, trendOf } from '#renderer/views/tasks/taskGroupsWords.ts';
import type { GroupSizeScore } from '#shared/model/taskGroups.ts';

function score(size: number, median: number): GroupSizeScore {
  return {
    size,
    groupCount: 1,
    fewest: size,
    most: size,
    ratioQuartiles: [median - 0.1, median, median + 0.1],
    wins: 1,
    losses: 1,
    ties: 0,
    meanReductionPercent: 0,
    maxReductionPercent: 0,
    maxReductionDrug: null,
    pValue: 0.5,
  };
}

const medians = (...pairs: [number, number][]) => pairs.map(([size, median]) => score(size, median));

describe('the finding', () => {
  it('names the size from which on the median drug gains', () => {
    expect(findingOf(medians([24, 0.6], [8, 0.9], [4, 1.1], [2, 1.2]), 8)).toBe(
      'From groups of 8 on, the median drug has a lower error than with its elastic net',
    );
  });

  it('does not say so when larger groups do not gain', () => {
    expect(findingOf(medians([24, 0.6], [8, 1.01], [4, 0.99], [2, 1.2]), 4)).toBe(
      'The smallest groups in which the median drug has a lower error than with its elastic net are of 4',
    );
  });

  it('tells a gain in groups of every size, of all drugs alone, and of none apart', () => {
    expect(findingOf(medians([24, 0.6], [2, 0.9]), 2)).toMatch(/^In groups of every size .* even of 2$/);
    expect(findingOf(medians([24, 0.6], [2, 1.1]), 24)).toMatch(/^Only with all 24 drugs together /);
    expect(findingOf(medians([24, 1.6], [2, 1.1]), null)).toMatch(/^In groups of no size /);
  });
});

it('the trend compares the smallest groups with all drugs together', () => {
  expect(trendOf(medians([24, 0.6], [8, 0.9], [2, 1.2]))).toBe(
    'The median ratio falls as groups grow: 1.200 in groups of 2, 0.600 for all 24 drugs.',
  );
  expect(trendOf(medians([24, 1.3], [2, 1.2]))).toMatch(/^The median ratio does not fall as groups grow/);
  expect(trendOf(medians([24, 1.3]))).toBe('');
});
