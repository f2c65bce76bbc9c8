import { describe, expect, it } from 'vitest';
import { groupCountIn, splitTasks, tasksOfGroup } from '#shared/numerics/analyses/taskGroups/splitTasks.ts';
import type { TaskSplit } from '#shared/numerics/analyses/taskGroups/splitTasks.ts';

const names = (count: number): string[] => Array.from({ length: count }, (_, task) => `drug-${task}`);
const allSizes = [128, 64, 32, 16, 8, 4, 2];

function sizesIn(split: TaskSplit): number[] {
  return Array.from({ length: groupCountIn(split) }, (_, index) => tasksOfGroup(split, index + 1).length);
}

describe.each([2, 3, 5, 7, 24, 30, 255, 266, 354])('%i drugs', (count) => {
  const { splits } = splitTasks(names(count), allSizes, 1);

  it('are all together first, and then in a group of every size', () => {
    expect(sizesIn(splits[0])).toEqual([count]);
    for (const { groups } of splits) {
      expect(groups).toHaveLength(count);
      expect(groups.every((group) => Number.isInteger(group) && group >= 1)).toBe(true);
    }
  });

  it('are in groups that differ by one drug at most, and are never alone', () => {
    for (const split of splits) {
      const sizes = sizesIn(split);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(2);
    }
  });

  it('are in as many groups as come nearest to the size', () => {
    for (const split of splits.slice(1)) {
      const groupCount = groupCountIn(split);
      const misfit = (groups: number) => Math.abs(count / split.size - groups);
      const others = [groupCount - 1, groupCount + 1].filter((groups) => 2 * groups <= count);
      for (const other of others) expect(misfit(groupCount)).toBeLessThanOrEqual(misfit(other));
    }
  });
});

it('266 drugs are two groups of 133 for a size of 128, 33 of 8 or 9, and 133 pairs', () => {
  const { splits } = splitTasks(names(266), allSizes, 1);
  const shapes = splits.map((split) => [split.size, groupCountIn(split), Math.max(...sizesIn(split))]);
  expect(shapes).toEqual([
    [266, 1, 266],
    [128, 2, 133],
    [64, 4, 67],
    [32, 8, 34],
    [16, 17, 16],
    [8, 33, 9],
    [4, 67, 4],
    [2, 133, 2],
  ]);
});

it('says which sizes would be all drugs once more, but not of the size of all drugs', () => {
  const { splits, warnings } = splitTasks(names(24), [128, 24, 20, 16], 1);
  expect(splits.map(({ size }) => size)).toEqual([24, 16]);
  expect(warnings).toEqual([
    'groups of 128 are left out: 24 drugs are one group',
    'groups of 20 are left out: 24 drugs are one group',
  ]);
});

it('a drug is with the same others whatever the order of the drugs', () => {
  const drugs = names(30);
  const reversed = splitTasks(drugs.toReversed(), [8], 1).splits[1];
  const { groups } = splitTasks(drugs, [8], 1).splits[1];
  expect(reversed.groups.toReversed()).toEqual(groups);
});

it('another seed draws other groups', () => {
  const groupsOf = (seed: number) => splitTasks(names(30), [8], seed).splits[1].groups;
  expect(groupsOf(2)).not.toEqual(groupsOf(1));
});

it('the groups of one size do not lie within those of another by their making', () => {
  const [, fours, pairs] = splitTasks(names(32), [4, 2], 1).splits;
  const groupsOfPair = (pair: number) => new Set(tasksOfGroup(pairs, pair).map((task) => fours.groups[task]));
  const across = Array.from({ length: 16 }, (_, index) => groupsOfPair(index + 1).size);
  expect(across).toContain(2);
});
