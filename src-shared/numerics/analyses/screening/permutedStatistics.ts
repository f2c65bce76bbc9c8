import type { ScreenSettings } from '../../../model/settings.ts';
import { defaultL1Ratio } from '../../../model/settings.ts';
import type { ResidentFeatures } from '../../linalg/residentDesign.ts';
import type { PathProgress } from '../chooseSingleTask.ts';
import { sequentialStop } from '../screenedDrugs.ts';
import { crossValidatedErrors } from './heldOutErrors.ts';
import { permutedTask } from './resampledErrors.ts';
import type { TaskErrors } from './resampledErrors.ts';
import { screenFolds } from './screenTasks.ts';
import type { ScreenTask } from './screenTasks.ts';
import { foldSplits } from './splits.ts';
import type { Split } from './splits.ts';

/** The fractions of lambdaMax among which the statistic takes the best: 25, log-spaced from 1 to the least. */
const fractionCount = 25;
const leastFraction = 0.1;

/** Permuted copies that are fitted together, in all folds: enough to share scans, few enough to be held in memory. */
const copiesAtOnce = 40;

/**
 * The cross-validated MSEs of the screen's `strict` protocol for tasks observed on the same samples (methods 8): the
 * least over fractions of lambdaMax, each training set's own. The first true one and all permuted ones use the same folds,
 * and are the statistics of the exact test; the further true ones show what another choice of folds does. Permutations of
 * a task end with the twentieth at or below its statistic (Besag & Clifford, Biometrika 78:301, 1991).
 * @throws TracewiseError `cancelled`
 */
export function permutedStatistics(
  features: ResidentFeatures,
  tasks: readonly ScreenTask[],
  { seed, repeats, permutations }: ScreenSettings,
  progress: PathProgress,
): TaskErrors[] {
  const orders = { sampleCount: features.features.rows, seed };
  const foldsOf = (choice: number): Split[] =>
    foldSplits(orders, tasks[0].observed, screenFolds, `folds-${choice}`);
  const errors = tasks.map((): TaskErrors => ({ trueErrors: [], permutedErrors: [], unconverged: 0 }));
  for (let choice = 0; choice < foldChoices(repeats); choice++) {
    const found = statistics(
      features,
      foldsOf(choice),
      tasks.map(({ values }) => values),
      progress,
    );
    found.forEach(({ statistic, unconverged }, task) => {
      errors[task].trueErrors.push(statistic);
      errors[task].unconverged += unconverged;
    });
  }
  const folds = foldsOf(0);
  for (let done = 0; done < permutations;) {
    const open = [...tasks.keys()].filter((task) => !isStopped(errors[task]));
    if (open.length === 0) break;
    const end = Math.min(permutations, done + Math.ceil(copiesAtOnce / open.length));
    const wanted = open.flatMap((task) =>
      Array.from({ length: end - done }, (_, place) => ({ task, permutation: done + place })),
    );
    const copies = wanted.map(({ task, permutation }) => permutedTask(tasks[task], seed, permutation));
    const found = statistics(features, folds, copies, progress);
    wanted.forEach(({ task }, place) => note(errors[task], found[place]));
    done = end;
  }
  return errors;
}

/** How often samples are dealt into folds anew: each deal holds samples out as often as there are folds. */
export function foldChoices(repeats: number): number {
  return Math.ceil(repeats / screenFolds);
}

/** Keeps a permuted statistic, unless the permutations have ended with one before it. */
function note(errors: TaskErrors, { statistic, unconverged }: Statistic): void {
  if (isStopped(errors)) return;
  errors.permutedErrors.push(statistic);
  errors.unconverged += unconverged;
}

function isStopped({ trueErrors: [statistic], permutedErrors }: TaskErrors): boolean {
  return permutedErrors.filter((error) => error <= statistic).length >= sequentialStop;
}

interface Statistic {
  statistic: number;
  unconverged: number;
}

/** The least cross-validated MSE of each of some responses, given per sample of the panel. */
function statistics(
  features: ResidentFeatures,
  folds: readonly Split[],
  responses: readonly Float64Array[],
  progress: PathProgress,
): Statistic[] {
  const copies = responses.map((values) => ({
    values,
    l1Ratio: defaultL1Ratio,
    lambdaCount: fractionCount,
    minimumFraction: leastFraction,
  }));
  const sampleCount = folds.reduce((sum, { test }) => sum + test.length, 0);
  return crossValidatedErrors(features, folds, copies, progress).map(({ squares, unconverged }) => ({
    statistic: Math.min(...squares) / sampleCount,
    unconverged,
  }));
}
