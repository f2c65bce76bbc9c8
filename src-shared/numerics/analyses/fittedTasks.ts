import { TracewiseError } from '../../model/errors.ts';
import type { FitSettings } from '../../model/settings.ts';
import { column, matrix, type Matrix } from '../linalg/matrix.ts';
import type { Panel } from './panel.ts';

/** Observed samples that a drug needs where no folds ask for more: fewer cannot tell signal from scatter. */
const leastSamples = 4;

export interface FittedTasks {
  names: string[];
  /** samples x tasks. */
  responses: Matrix;
  /** Drugs that were left out, by name and reason. */
  warnings: string[];
}

/**
 * The tasks that a fit is asked for and that can be fitted (methods 1).
 * @throws TracewiseError `invalid-setting` for a name that is not in the panel, `invalid-input` when no task is left
 */
export function fittedTasks(settings: FitSettings, panel: Panel): FittedTasks {
  const wanted = wantedTasks(settings.drugs, panel.taskNames);
  const needed = settings.lambda.kind === 'cross-validation' ? 2 * settings.lambda.folds : leastSamples;
  const warnings: string[] = [];
  const kept = wanted.filter((task) => {
    const reason = reasonToLeaveOut(column(panel.responses, task), needed);
    if (reason !== undefined) warnings.push(`${panel.taskNames[task]} is left out: ${reason}`);
    return reason === undefined;
  });
  if (kept.length === 0) {
    throw new TracewiseError('invalid-input', `no drug of ${settings.metric} can be fitted`, {
      found: warnings.join('; '),
      expected: `a drug with at least ${needed} different observed samples`,
      remedy: 'Choose other drugs, or import more responses.',
    });
  }
  const responses = matrix(panel.responses.rows, kept.length);
  kept.forEach((task, place) => column(responses, place).set(column(panel.responses, task)));
  return { names: kept.map((task) => panel.taskNames[task]), responses, warnings };
}

/**
 * The places of the drugs that were asked for, in the order of the panel; `undefined` asks for all.
 * @throws TracewiseError `invalid-setting` for a name that is not in the panel
 */
export function wantedTasks(drugs: readonly string[] | undefined, taskNames: readonly string[]): number[] {
  const unknown = drugs?.filter((name) => !taskNames.includes(name)) ?? [];
  if (unknown.length > 0) {
    throw new TracewiseError('invalid-setting', `the data set has no drug of this name`, {
      found: unknown.join(', '),
      remedy: 'Check the spelling against the list of drugs of the data set.',
    });
  }
  return [...taskNames.keys()].filter((task) => drugs === undefined || drugs.includes(taskNames[task]));
}

function reasonToLeaveOut(values: Float64Array, needed: number): string | undefined {
  const observed = values.filter((value) => !Number.isNaN(value));
  if (observed.length < needed) return `${observed.length} observed samples, ${needed} are needed`;
  return observed.some((value) => value !== observed[0]) ? undefined : 'all its observed responses are equal';
}
