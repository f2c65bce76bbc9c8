import { TracewiseError } from '../../../model/errors.ts';
import { column } from '../../linalg/matrix.ts';
import { indicesWhere } from '../../resampling/folds.ts';
import { moments } from '../../statistics/moments.ts';
import type { Panel } from '../panel.ts';

/** Folds wherever the screen cross-validates. */
export const screenFolds = 5;

/** Observed samples that a drug needs (methods 1). */
const leastSamples = 2 * screenFolds;

/** One drug under one metric. */
export interface ScreenTask {
  metric: string;
  drug: string;
  /** One response per sample of the panel, NaN = not observed. */
  values: Float64Array;
  /** Samples with a response, ascending. */
  observed: Int32Array;
}

/** Tasks that were observed on the same samples: every resample of one is a resample of all. */
export interface ScreenBlock {
  name: string;
  tasks: ScreenTask[];
}

/**
 * The tasks that can be screened, in the order of the panel.
 * @throws TracewiseError `invalid-input` when none can
 */
export function screenTasks(
  panel: Panel,
  metrics: readonly string[],
): { tasks: ScreenTask[]; warnings: string[] } {
  const warnings: string[] = [];
  const tasks = panel.taskNames.flatMap((drug, place): ScreenTask[] => {
    const metric = panel.taskMetrics?.[place] ?? metrics[0];
    const values = column(panel.responses, place);
    const reason = reasonToLeaveOut(values);
    if (reason === undefined) return [{ metric, drug, values, observed: observedSamples(values) }];
    warnings.push(`${drug}${metrics.length > 1 ? ` (${metric})` : ''} is left out: ${reason}`);
    return [];
  });
  if (tasks.length > 0) return { tasks, warnings };
  throw new TracewiseError('invalid-input', 'no drug has enough values to be screened', {
    remedy: warnings.slice(0, 3).join('; '),
  });
}

/** Blocks of at most `tasksPerBlock` tasks, in the order of their first tasks. */
export function screenBlocks(tasks: readonly ScreenTask[], tasksPerBlock: number): ScreenBlock[] {
  const filling = new Map<string, ScreenBlock>();
  const blocks: ScreenBlock[] = [];
  for (const task of tasks) {
    const key = task.observed.join();
    const open = filling.get(key);
    if (open !== undefined && open.tasks.length < tasksPerBlock) {
      open.tasks.push(task);
      continue;
    }
    const block = { name: `${task.metric}/${task.drug}`, tasks: [task] };
    filling.set(key, block);
    blocks.push(block);
  }
  return blocks;
}

function observedSamples(values: Float64Array): Int32Array {
  return indicesWhere(values.length, (sample) => !Number.isNaN(values[sample]));
}

function reasonToLeaveOut(values: Float64Array): string | undefined {
  const { count, deviation } = moments(values);
  if (count < leastSamples) return `${count} observed samples, and ${leastSamples} are needed`;
  return deviation > 0 ? undefined : 'all its values are equal';
}
