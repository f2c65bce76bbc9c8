import { describe, expect, it } from 'vitest';
import type { LambdaCurve } from '#shared/model/results.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';
import { chooseSingleTask } from '#shared/numerics/analyses/chooseSingleTask.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { screenNoise } from '#shared/numerics/analyses/screenNoise.ts';
import { permutedTask } from '#shared/numerics/analyses/screening/resampledErrors.ts';
import { screenTasks } from '#shared/numerics/analyses/screening/screenTasks.ts';
import { foldSplits, heldOutSplit } from '#shared/numerics/analyses/screening/splits.ts';
import type { Split } from '#shared/numerics/analyses/screening/splits.ts';
import { samplePredictor, singleTaskTraining } from '#shared/numerics/analyses/singleTaskTraining.ts';
import { column } from '#shared/numerics/linalg/matrix.ts';
import { elasticNetPath } from '#shared/numerics/paths/elasticNetPath.ts';
import type { SingleTaskPathOptions } from '#shared/numerics/paths/elasticNetPath.ts';
import { uniformityP } from '../../../support/kolmogorovSmirnov.ts';
import { latentFactorPanel } from '../../../support/panels.ts';
import { plantedPanel } from '../../../support/plantedPanel.ts';
import { runScreen, screenSettingsOf } from '../../../support/runScreen.ts';

const small = { samples: 90, features: 120, strong: 3, weak: 0, none: 3, seed: 2 };
const few = { repeats: 10, permutations: 60 };
const scales = { features: 'unit', responses: 'raw' } as const;

/** Squared test errors along a path, by the plain standardisation and dense weights. */
function plainErrors(
  panel: Panel,
  values: Float64Array,
  split: Split,
  options: SingleTaskPathOptions,
): number[] {
  const isTraining = new Set(split.training);
  const training = singleTaskTraining(
    panel.features,
    values.map((value, sample) => (isTraining.has(sample) ? value : NaN)),
    scales,
  );
  const predict = samplePredictor(training, split.test);
  return Array.from(
    elasticNetPath(training.design, training.response, { tolerance: 1e-5, ...options }),
    (point) => predict(point).reduce((sum, value, k) => sum + (values[split.test[k]] - value) ** 2, 0),
  );
}

/** The place of the least error, later ones counting only until it lies ten steps and a hundredth back at a fifth step. */
function leastUntilPassed(errors: readonly number[]): number {
  for (let reached = 5; reached < errors.length; reached += 5) {
    const seen = errors.slice(0, reached);
    const least = Math.min(...seen);
    if (seen.indexOf(least) <= reached - 11 && lastOf(seen) > 1.01 * least) return seen.indexOf(least);
  }
  return errors.indexOf(Math.min(...errors));
}

function pathToLeast(
  l1Ratio: number,
  { lambdas, errors, chosenIndex }: Pick<LambdaCurve, 'lambdas' | 'errors' | 'chosenIndex'>,
): Float64Array {
  const chosen = l1Ratio === 0 ? chosenIndex : leastUntilPassed(errors);
  return Float64Array.from(lambdas.slice(l1Ratio === 0 ? chosen : 0, chosen + 1));
}

function lastOf(values: readonly number[]): number {
  return values[values.length - 1];
}

describe.each(['complete', 'with missing responses'])('on a panel %s', (kind) => {
  const panel = latentFactorPanel({
    samples: 50,
    features: 90,
    tasks: 3,
    missingShare: kind === 'complete' ? 0 : 0.2,
  });
  const { tasks } = screenTasks(panel, ['activity']);
  const orders = { sampleCount: 50, seed: 1 };

  it('strict takes the least cross-validated error over the fractions, true and permuted on the same folds', () => {
    const { errors } = runScreen(panel, { ...few, permutations: 30 });
    tasks.forEach((task, place) => {
      const statisticOf = (values: Float64Array, choice: number) => {
        const folds = foldSplits(orders, task.observed, 5, `folds-${choice}`);
        const paths = folds.map((split) =>
          plainErrors(panel, values, split, { l1Ratio: 0.5, lambdaCount: 25, minimumFraction: 0.1 }),
        );
        const sums = paths[0].map((_, step) => paths.reduce((sum, path) => sum + path[step], 0));
        return Math.min(...sums) / task.observed.length;
      };
      const { trueErrors, permutedErrors } = errors[place];
      expect(trueErrors).toHaveLength(2);
      trueErrors.forEach((error, choice) =>
        expect(error / statisticOf(task.values, choice)).toBeCloseTo(1, 4),
      );
      for (const k of [0, 24, permutedErrors.length - 1].filter((index) => index < permutedErrors.length)) {
        expect(permutedErrors[k] / statisticOf(permutedTask(task, 1, k), 0)).toBeCloseTo(1, 4);
      }
    });
  });

  it('paper fits each resample at the lambda of its own inner folds', () => {
    const { drugs, errors } = runScreen(panel, { protocol: 'paper', repeats: 6, permutations: 20 });
    tasks.forEach((task, place) => {
      const { l1Ratio } = drugs[place];
      const errorOf = (values: Float64Array, index: number) => {
        const split = heldOutSplit(orders, task.observed, 0.2, `split-${index}`);
        const folds = new Uint8Array(50);
        foldSplits(orders, split.training, 5, `split-${index}/inner`).forEach(({ test }, fold) => {
          for (const sample of test) folds[sample] = fold + 1;
        });
        const responses = values.map((value, sample) => (folds[sample] === 0 ? NaN : value));
        const whole = singleTaskTraining(panel.features, responses, scales);
        const question = { features: panel.features, responses, folds, ratios: [l1Ratio], scales, whole };
        const { curve } = chooseSingleTask(question, {
          isCancelled: () => false,
          advance: () => undefined,
        });
        const lambdas = pathToLeast(l1Ratio, curve);
        return lastOf(plainErrors(panel, values, split, { l1Ratio, lambdas })) / split.test.length;
      };
      const { trueErrors, permutedErrors } = errors[place];
      expect([trueErrors.length, permutedErrors.length]).toEqual([6, 20]);
      trueErrors.forEach((error, index) => expect(error / errorOf(task.values, index)).toBeCloseTo(1, 4));
      for (const [k, split] of [
        [0, 0],
        [5, 5],
        [6, 0],
        [8, 0],
        [9, 1],
        [19, 4],
      ]) {
        expect(permutedErrors[k] / errorOf(permutedTask(task, 1, k), split)).toBeCloseTo(1, 4);
      }
    });
  });

  it('fast fits every resample at one lambda', () => {
    const { drugs, errors } = runScreen(panel, { protocol: 'fast', repeats: 5, permutations: 5 });
    tasks.forEach((task, place) => {
      const { l1Ratio } = drugs[place];
      const folds = new Uint8Array(50);
      foldSplits(orders, task.observed, 5, 'choice').forEach(({ test }, fold) => {
        for (const sample of test) folds[sample] = fold + 1;
      });
      const whole = singleTaskTraining(panel.features, task.values, scales);
      const question = {
        features: panel.features,
        responses: task.values,
        folds,
        ratios: [l1Ratio],
        scales,
        whole,
      };
      const { curve } = chooseSingleTask(question, { isCancelled: () => false, advance: () => undefined });
      const lambdas = pathToLeast(l1Ratio, curve);
      errors[place].trueErrors.forEach((error, index) => {
        const split = heldOutSplit(orders, task.observed, 0.2, `split-${index}`);
        const plain =
          lastOf(plainErrors(panel, task.values, split, { l1Ratio, lambdas })) / split.test.length;
        expect(error / plain).toBeCloseTo(1, 4);
      });
    });
  });
});

it.each(['strict', 'paper', 'fast'] as const)('%s tells planted signal from noise', (protocol) => {
  const { drugs } = runScreen(plantedPanel(small), { protocol, repeats: 40, permutations: 200 });
  expect(drugs.filter(({ isNoisy }) => !isNoisy).map(({ drug }) => drug)).toEqual(
    expect.arrayContaining(['strong-1', 'strong-2', 'strong-3']),
  );
  expect(drugs.filter(({ drug, isNoisy }) => drug.startsWith('none') && isNoisy).length).toBeGreaterThan(0);
});

it('permutations of a noisy drug end with the twentieth statistic at or below its own', () => {
  const { drugs, errors } = runScreen(plantedPanel(small), { repeats: 5, permutations: 300 });
  const stopped = drugs.flatMap((drug, place) => (drug.isEarly ? [{ drug, ...errors[place] }] : []));
  expect(stopped.length).toBeGreaterThan(0);
  for (const { drug, trueErrors, permutedErrors } of stopped) {
    expect(permutedErrors.filter((error) => error <= trueErrors[0])).toHaveLength(20);
    expect(permutedErrors[permutedErrors.length - 1]).toBeLessThanOrEqual(trueErrors[0]);
    expect(drug.permutationP).toBe(20 / permutedErrors.length);
  }
});

it('the exact permutation P of drugs without signal is uniform', () => {
  const panel = plantedPanel({ samples: 50, features: 60, strong: 0, weak: 0, none: 40, seed: 3 });
  const { drugs } = runScreen(panel, { repeats: 5, permutations: 99, seed: 3 });
  expect(uniformityP(drugs.map(({ permutationP }) => permutationP ?? NaN))).toBeGreaterThan(0.01);
});

it('a drug is given the same errors alone as together with others on the same samples', () => {
  const panel = plantedPanel(small);
  const together = runScreen(panel, few);
  const alone = { ...panel, responses: { ...panel.responses, columns: 1 }, taskNames: [panel.taskNames[4]] };
  alone.responses.values = column(panel.responses, 4).slice();
  expect(screenNoise.plan(screenSettingsOf(few), panel).units).toHaveLength(1);
  for (const protocol of ['strict', 'fast'] as const) {
    const [own] = runScreen(alone, { ...few, protocol }).errors;
    const other =
      protocol === 'strict' ? together.errors[4] : runScreen(panel, { ...few, protocol }).errors[4];
    expect(own).toEqual(other);
  }
});

it('early decision runs a part of the permutations that the full count runs, and decides alike', () => {
  const panel = plantedPanel({ ...small, weak: 2 });
  const counts = { protocol: 'fast', repeats: 50, permutations: 600 } as const;
  const early = runScreen(panel, counts);
  const full = runScreen(panel, { ...counts, earlyDecision: false });
  expect(full.drugs.every(({ permutationsRun }) => permutationsRun === 600)).toBe(true);
  expect(early.drugs.some(({ isEarly }) => isEarly)).toBe(true);
  early.drugs.forEach((drug, place) => {
    expect(drug.isNoisy, drug.drug).toBe(full.drugs[place].isNoisy);
    expect(early.errors[place].trueErrors).toEqual(full.errors[place].trueErrors);
    expect(early.errors[place].permutedErrors).toEqual(
      full.errors[place].permutedErrors.subarray(0, drug.permutationsRun),
    );
  });
});

it('drugs with too few or equal values are left out by name, metrics side by side', () => {
  const panel = latentFactorPanel({ samples: 30, features: 20, tasks: 4, missingShare: 0 });
  column(panel.responses, 1).fill(NaN, 9);
  column(panel.responses, 3).fill(1);
  const stacked = {
    ...panel,
    taskNames: ['A', 'B', 'A', 'B'],
    taskMetrics: ['Amax', 'Amax', 'IC50', 'IC50'],
  };
  const { drugs, warnings } = runScreen(stacked, { ...few, metrics: ['Amax', 'IC50'] });
  expect(drugs.map(({ metric, drug, sampleCount }) => [metric, drug, sampleCount])).toEqual([
    ['Amax', 'A', 30],
    ['IC50', 'A', 30],
  ]);
  expect(warnings).toEqual([
    'B (Amax) is left out: 9 observed samples, and 10 are needed',
    'B (IC50) is left out: all its values are equal',
  ]);
  panel.responses.values.fill(NaN);
  expect(() => runScreen(panel)).toThrow('no drug has enough values to be screened');
});

it('says when the count of permutations keeps q above the threshold', () => {
  const { drugs, warnings } = runScreen(plantedPanel(small), { repeats: 5, permutations: 9 });
  expect(drugs[0]).toMatchObject({ permutationP: 0.1, isNoisy: true });
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toMatch(
    /^activity: with 9 permutations P cannot fall below 0\.10, and so q of strong-1/,
  );
});

it('stops within a path when it is cancelled', () => {
  const panel = plantedPanel(small);
  const settings: ScreenSettings = screenSettingsOf(few);
  const [unit] = screenNoise.plan(settings, panel).units;
  let asked = 0;
  const isCancelled = () => ++asked > 50;
  expect(() => screenNoise.run(unit.name, settings, panel, { isCancelled, report: () => undefined })).toThrow(
    'cancelled',
  );
  expect(asked).toBeLessThan(80);
});
