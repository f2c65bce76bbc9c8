import type { ScreenSettings } from '../../../model/settings.ts';
import type { ResidentFeatures } from '../../linalg/residentDesign.ts';
import { permuted } from '../../resampling/permutations.ts';
import { settledSide } from '../../statistics/settledRankSum.ts';
import type { PathProgress } from '../chooseSingleTask.ts';
import { crossValidatedErrors, heldOutErrors, withSplit } from './heldOutErrors.ts';
import type { PreparedSplit, ResponseCopy } from './heldOutErrors.ts';
import { candidatesOn, lambdasToLeast } from './lambdaChoice.ts';
import type { ScreenTask } from './screenTasks.ts';
import { screenFolds } from './screenTasks.ts';
import { foldSplits, heldOutSplit } from './splits.ts';
import type { SampleOrders } from './splits.ts';

/** Permuted resamples between two looks at whether a drug is settled. */
const permutationsPerLook = 100;

/** What a drug's elastic nets have in common; `fast` fixes the lambda, and with it the path that leads there. */
export interface FixedChoice {
  l1Ratio: number;
  lambdas?: Float64Array;
}

/** One task's errors, as they come in. */
export interface TaskErrors {
  trueErrors: number[];
  permutedErrors: number[];
  unconverged: number;
}

/** A fit of one task on one resample: of its responses as measured, or of a permutation of them. */
interface Resample {
  task: number;
  permutation?: number;
}

/**
 * The test errors of the screen's `paper` and `fast` protocols for tasks observed on the same samples (methods 8). All
 * true resamples are run; permuted ones share their splits, the first of them one each, and end for a task once the side
 * of the threshold that its rank-sum P will end on is settled.
 * @throws TracewiseError `cancelled`
 */
export function resampledErrors(
  features: ResidentFeatures,
  tasks: readonly ScreenTask[],
  choices: readonly FixedChoice[],
  settings: ScreenSettings,
  progress: PathProgress,
): TaskErrors[] {
  const { repeats, permutations } = settings;
  const errors = tasks.map((): TaskErrors => ({ trueErrors: [], permutedErrors: [], unconverged: 0 }));
  const run = (split: number, resamples: readonly Resample[]) =>
    runSplit(features, { tasks, choices, errors }, split, resamples, settings, progress);
  for (let split = 0; split < repeats; split++) {
    const permutation = split < permutations ? [split] : [];
    run(
      split,
      tasks.flatMap((_, task) => [{ task }, ...permutation.map((k) => ({ task, permutation: k }))]),
    );
  }
  for (let done = Math.min(repeats, permutations); done < permutations;) {
    const open = [...tasks.keys()].filter((task) => !isSettled(errors[task], settings));
    if (open.length === 0) break;
    const end = Math.min(permutations, done + permutationsPerLook);
    for (const [split, members] of bySplit(done, end, settings)) {
      run(
        split,
        open.flatMap((task) => members.map((permutation) => ({ task, permutation }))),
      );
    }
    done = end;
  }
  return errors;
}

function isSettled({ trueErrors, permutedErrors }: TaskErrors, settings: ScreenSettings): boolean {
  const { earlyDecision, permutations, threshold } = settings;
  return earlyDecision && settledSide(trueErrors, permutedErrors, permutations, threshold) !== undefined;
}

/** The permutations from `start` to below `end`, by the split that they use: the same number on each. */
function bySplit(
  start: number,
  end: number,
  { repeats, permutations }: ScreenSettings,
): Map<number, number[]> {
  const perSplit = Math.ceil((permutations - repeats) / repeats);
  const groups = new Map<number, number[]>();
  for (let permutation = start; permutation < end; permutation++) {
    const split = Math.floor((permutation - repeats) / perSplit);
    groups.set(split, [...(groups.get(split) ?? []), permutation]);
  }
  return groups;
}

interface Screened {
  tasks: readonly ScreenTask[];
  choices: readonly FixedChoice[];
  errors: readonly TaskErrors[];
}

/** Runs resamples that hold out the same samples, and notes their errors. */
function runSplit(
  features: ResidentFeatures,
  { tasks, choices, errors }: Screened,
  index: number,
  resamples: readonly Resample[],
  { seed, holdout }: ScreenSettings,
  progress: PathProgress,
): void {
  const orders = { sampleCount: features.features.rows, seed };
  const { observed } = tasks[0];
  const split = heldOutSplit(orders, observed, holdout, `split-${index}`);
  const copies = resamples.map(({ task, permutation }): ResponseCopy => {
    const values =
      permutation === undefined ? tasks[task].values : permutedTask(tasks[task], seed, permutation);
    return { ...choices[task], values };
  });
  const found = withSplit(features, split, (prepared) =>
    heldOutErrors(
      prepared,
      withLambdas(prepared, copies, orders, `split-${index}/inner`, progress),
      progress,
    ),
  );
  resamples.forEach(({ task, permutation }, place) => {
    const { squares, unconverged } = found[place];
    const own = errors[task];
    const target = permutation === undefined ? own.trueErrors : own.permutedErrors;
    target.push(squares[squares.length - 1] / split.test.length);
    own.unconverged += unconverged;
  });
}

/** A task's responses in a random order over the samples that it was observed on. */
export function permutedTask(
  { metric, drug, values, observed }: ScreenTask,
  seed: number,
  k: number,
): Float64Array {
  const measured = Float64Array.from(observed, (sample) => values[sample]);
  const shuffled = permuted(measured, seed, `screen/${metric}/${drug}/permutation-${k}`);
  const copy = new Float64Array(values.length).fill(NaN);
  observed.forEach((sample, place) => {
    copy[sample] = shuffled[place];
  });
  return copy;
}

/** Copies with the path that leads to their lambda: given, or of least error over inner folds of the training samples. */
function withLambdas(
  prepared: PreparedSplit,
  copies: readonly ResponseCopy[],
  orders: SampleOrders,
  name: string,
  progress: PathProgress,
): ResponseCopy[] {
  if (copies.every(({ lambdas }) => lambdas !== undefined)) return [...copies];
  const candidates = candidatesOn(prepared, copies);
  const inner = foldSplits(orders, prepared.split.training, screenFolds, name);
  const errors = crossValidatedErrors(prepared.features, inner, candidates, progress);
  return candidates.map((candidate, place) => ({
    ...candidate,
    lambdas: lambdasToLeast(candidate, errors[place].squares),
  }));
}
