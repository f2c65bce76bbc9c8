import { TracewiseError } from '../../model/errors.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import { column, matrix } from '../linalg/matrix.ts';
import type { Matrix } from '../linalg/matrix.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds, withoutEntries } from '../resampling/folds.ts';
import { moments } from '../statistics/moments.ts';
import { wantedTasks } from './fittedTasks.ts';
import { givenOuterFolds, whyWithoutFolds } from './givenFolds.ts';
import { entryGroups } from './keptTogether.ts';
import type { Panel } from './panel.ts';

/** Who is held out when: fixed by the settings and the panel before anything is fitted. */
export interface EvaluationDesign {
  /** The panel with the tasks that can be evaluated. */
  panel: Panel;
  /** samples x tasks: 0 = not observed, else the outer fold from 1. */
  outerFolds: Uint8Array;
  /** Of a part of another design: the inner folds that its tasks have there, for one outer fold. */
  inner?: InnerFolds;
  warnings: string[];
}

export interface InnerFolds {
  /** The outer fold that they are within. */
  fold: number;
  /** samples x tasks: 0 where not for training, else the inner fold from 1. */
  innerFolds: Uint8Array;
}

/** Fewer observed samples than this many per fold, and a task is left out (methods 1). */
const samplesPerFold = 2;
const fewestForTraining = 2;

/**
 * Leaves out the tasks that were not asked for, and by name those that cannot be evaluated, and assigns the outer folds.
 * @throws TracewiseError `invalid-input` when no task is left, `invalid-setting` when the scheme does not fit the panel
 *   or a drug is not in it
 */
export function designEvaluation(settings: EvaluationSettings, source: Panel): EvaluationDesign {
  const warnings: string[] = [];
  const wanted = selectTasks(source, wantedTasks(settings.drugs, source.taskNames));
  const asked = keepTasks(wanted, warnings, (task) => whyWithoutFolds(wanted, task));
  let panel = keepTasks(asked, warnings, (task) => whyTooFew(settings, column(asked.responses, task)));
  for (;;) {
    const outerFolds = outerFoldsOf(settings, panel);
    const sparse = tasksWithoutTraining(settings, panel, outerFolds);
    if (sparse.size === 0) return { panel, outerFolds, warnings };
    panel = keepTasks(panel, warnings, (task) =>
      sparse.has(task) ? 'nearly all its values fall into one held-out fold' : undefined,
    );
  }
}

function outerFoldsOf(settings: EvaluationSettings, panel: Panel): Uint8Array {
  return panel.givenFolds === undefined
    ? foldsOf(settings, panel, panel.responses, 'outer', settings.outerFolds)
    : givenOuterFolds(panel, panel.givenFolds, settings);
}

/** The responses that outer fold `fold` may train on; everything else is NaN. */
export function outerTraining({ panel, outerFolds }: EvaluationDesign, fold: number): Matrix {
  return withoutEntries(panel.responses, (entry) => outerFolds[entry] === fold);
}

/** Inner folds of the training entries of outer fold `fold`: samples x tasks, 0 where not for training. */
export function innerFoldsOf(
  settings: EvaluationSettings,
  { panel, inner }: Pick<EvaluationDesign, 'panel' | 'inner'>,
  training: Matrix,
  fold: number,
): Uint8Array {
  if (inner?.fold === fold) return inner.innerFolds;
  return foldsOf(settings, panel, training, `inner/${fold}`, settings.innerFolds);
}

/**
 * The same evaluation, within one outer fold, of some of its tasks: each keeps the folds that it has among all.
 * @param inner of the whole design
 * @param tasks ascending
 */
export function partOfDesign(
  { panel, outerFolds }: EvaluationDesign,
  { fold, innerFolds }: InnerFolds,
  tasks: readonly number[],
): EvaluationDesign {
  const { rows } = panel.responses;
  const ofTasks = (folds: Uint8Array): Uint8Array =>
    Uint8Array.from(tasks.flatMap((task) => [...folds.subarray(task * rows, (task + 1) * rows)]));
  return {
    panel: selectTasks(panel, tasks),
    outerFolds: ofTasks(outerFolds),
    inner: { fold, innerFolds: ofTasks(innerFolds) },
    warnings: [],
  };
}

/** Folds of given responses by the evaluation's scheme, from the stream of the given name. */
export function foldsOf(
  { scheme, seed, groups }: EvaluationSettings,
  panel: Panel,
  responses: Matrix,
  name: string,
  foldCount: number,
): Uint8Array {
  if (scheme === 'leave-tissue-out' && panel.tissues === undefined) {
    throw new TracewiseError('invalid-setting', 'leave-tissue-out needs the tissue of every sample', {
      remedy: 'Import a table of samples with a tissue column, or choose another setting.',
    });
  }
  try {
    const together = groups === undefined ? undefined : entryGroups(groups, panel);
    return assignFolds(scheme, responses, panel.tissues, foldCount, randomStream(seed, name), together);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TracewiseError(
      'invalid-setting',
      `cannot split into ${foldCount} folds: ${error.message}`,
      {},
      { cause: error },
    );
  }
}

function whyTooFew(settings: EvaluationSettings, responses: Float64Array): string | undefined {
  const needed = samplesPerFold * Math.max(settings.outerFolds, settings.innerFolds);
  const { count, deviation } = moments(responses);
  if (count < needed) return `${count} observed samples, and ${needed} are needed`;
  return deviation > 0 ? undefined : 'all its values are equal';
}

function keepTasks(panel: Panel, warnings: string[], whyNot: (task: number) => string | undefined): Panel {
  const reasons = panel.taskNames.map((_, task) => whyNot(task));
  reasons.forEach((reason, task) => {
    if (reason !== undefined) warnings.push(`${panel.taskNames[task]} is left out: ${reason}`);
  });
  const kept = reasons.flatMap((reason, task) => (reason === undefined ? [task] : []));
  if (kept.length === 0) {
    throw new TracewiseError('invalid-input', 'no drug has enough values to be evaluated', {
      remedy: warnings.slice(0, 3).join('; '),
    });
  }
  return selectTasks(panel, kept);
}

/** The panel with some of its tasks only; the panel itself when these are all. */
export function selectTasks(panel: Panel, tasks: readonly number[]): Panel {
  if (tasks.length === panel.taskNames.length) return panel;
  const responses = matrix(panel.responses.rows, tasks.length);
  tasks.forEach((task, place) => {
    column(responses, place).set(column(panel.responses, task));
  });
  const { taskNames, taskMetrics, givenFolds } = panel;
  const { rows } = panel.responses;
  return {
    ...panel,
    responses,
    taskNames: tasks.map((task) => taskNames[task]),
    ...(taskMetrics === undefined ? {} : { taskMetrics: tasks.map((task) => taskMetrics[task]) }),
    ...(givenFolds === undefined ? {} : { givenFolds: takeColumns(givenFolds, rows, tasks) }),
  };
}

function takeColumns(folds: Uint8Array, rows: number, columns: readonly number[]): Uint8Array {
  const taken = new Uint8Array(rows * columns.length);
  columns.forEach((from, place) => {
    taken.set(folds.subarray(from * rows, (from + 1) * rows), place * rows);
  });
  return taken;
}

function tasksWithoutTraining(
  settings: EvaluationSettings,
  panel: Panel,
  outerFolds: Uint8Array,
): Set<number> {
  const sparse = new Set<number>();
  for (let outer = 1; outer <= settings.outerFolds; outer++) {
    const training = outerTraining({ panel, outerFolds, warnings: [] }, outer);
    noteSparseTasks(training, sparse);
    if (sparse.size > 0) continue;
    const inner = innerFoldsOf(settings, { panel }, training, outer);
    for (let fold = 1; fold <= settings.innerFolds; fold++) {
      noteSparseTasks(
        withoutEntries(training, (entry) => inner[entry] === fold),
        sparse,
      );
    }
  }
  return sparse;
}

function noteSparseTasks(training: Matrix, sparse: Set<number>): void {
  for (let task = 0; task < training.columns; task++) {
    if (moments(column(training, task)).count < fewestForTraining) sparse.add(task);
  }
}
