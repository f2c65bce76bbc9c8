import { expect, it } from 'vitest';
import { permutationP, screenedDrugs } from '#shared/numerics/analyses/screenedDrugs.ts';
import type { TaskScreen } from '#shared/numerics/analyses/screenedDrugs.ts';

function taskScreen(own: Partial<TaskScreen>): TaskScreen {
  return {
    metric: 'activity',
    drug: 'A',
    sampleCount: 50,
    interquartileRange: 1,
    l1Ratio: 0.5,
    trueErrors: Float64Array.of(1),
    permutedErrors: Float64Array.of(2),
    repeatsRun: 5,
    isEarly: false,
    unconverged: 0,
    ...own,
  };
}

const counting = (from: number, count: number) => Float64Array.from({ length: count }, (_, k) => from + k);

it('the permutation P counts the true statistic among the permuted ones', () => {
  const trueErrors = Float64Array.of(3, 0);
  expect(permutationP({ trueErrors, permutedErrors: counting(1, 99) })).toBe(4 / 100);
  expect(permutationP({ trueErrors, permutedErrors: counting(4, 99) })).toBe(1 / 100);
});

it('permutations that ended at the twentieth statistic at or below the true one give 20 over their count', () => {
  const permutedErrors = Float64Array.of(...counting(5, 30), ...new Array<number>(20).fill(3));
  expect(permutationP({ trueErrors: Float64Array.of(3), permutedErrors })).toBe(20 / 50);
});

it('strict judges q among the drugs of a metric, the others the rank-sum P', () => {
  const low = { trueErrors: Float64Array.of(0), permutedErrors: counting(1, 99) };
  const high = { trueErrors: Float64Array.of(10), permutedErrors: counting(1, 99) };
  const tasks = [
    taskScreen({ drug: 'A', ...low }),
    taskScreen({ drug: 'B', ...high }),
    taskScreen({ metric: 'IC50', drug: 'A', ...low }),
  ];
  const strict = screenedDrugs({ protocol: 'strict', threshold: 0.05 }, tasks);
  expect(strict.map(({ permutationP: p }) => p)).toEqual([0.01, 0.11, 0.01]);
  expect(strict.map(({ qValue }) => qValue)).toEqual([0.02, 0.11, 0.01]);
  expect(strict.map(({ isNoisy }) => isNoisy)).toEqual([false, true, false]);
  const paper = screenedDrugs({ protocol: 'paper', threshold: 0.01 }, tasks);
  expect(paper.map(({ permutationP: p, qValue }) => [p, qValue])).toEqual(tasks.map(() => [null, null]));
  expect(paper[0].pValue).toBeCloseTo(0.0448015891, 9);
  expect(paper.every(({ isNoisy }) => isNoisy)).toBe(true);
  expect(paper[1]).toMatchObject({ trueMedian: 10, permutedMedian: 50, permutationsRun: 99, repeatsRun: 5 });
});
