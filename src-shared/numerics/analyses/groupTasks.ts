import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { EvaluationSettings } from '../../model/settings.ts';
import type { TaskGroups, TaskGroupSettings } from '../../model/taskGroups.ts';
import { designEvaluation, innerFoldsOf, outerTraining, partOfDesign } from './evaluationDesign.ts';
import type { EvaluationDesign } from './evaluationDesign.ts';
import type { HeldOutPredictions } from './heldOut.ts';
import { nestedSingleTask } from './nestedSingleTask.ts';
import { nestedTraceNorm } from './nestedTraceNorm.ts';
import type { Panel } from './panel.ts';
import type { Procedure } from './procedure.ts';
import { splitTasks, tasksOfGroup } from './taskGroups/splitTasks.ts';
import type { TaskSplit } from './taskGroups/splitTasks.ts';
import { taskGroupUnits } from './taskGroups/taskGroupUnits.ts';
import type { TaskGroupUnit } from './taskGroups/taskGroupUnits.ts';

/** Predictions of held-out entries, by their place in samples x tasks of the whole panel. */
export interface TaskGroupUnitResult extends Pick<HeldOutPredictions, 'entries' | 'values'> {
  warnings: string[];
}

/**
 * How much a model gains from its number of tasks (methods 9): groups of tasks of several sizes trained by trace norm,
 * each on its own, and every task by elastic net, under one nested cross-validation. Folds are those of an evaluation
 * with the same settings, for every size alike.
 */
export const groupTasks: Procedure<TaskGroupSettings, TaskGroupUnitResult, TaskGroups> = {
  plan(settings, source) {
    const { units, warnings } = designGroups(settings, source);
    return { units: units.map(({ name, cost }) => ({ name, cost })), warnings };
  },
  run(unitName, settings, source, context) {
    const { evaluation, design, units } = designGroups(settings, source);
    const unit = units.find(({ name }) => name === unitName);
    if (unit === undefined) throw new TracewiseError('internal', `no groups of drugs are named ${unitName}`);
    return unit.kind === 'groups'
      ? trainGroups(unit, design, evaluation, context)
      : trainAlone(unit.task, design, evaluation, context);
  },
  assemble(settings, source, results) {
    return assembleGroups(settings, designGroups(settings, source), results);
  },
};

interface GroupDesign {
  evaluation: EvaluationSettings;
  design: EvaluationDesign;
  splits: TaskSplit[];
  units: TaskGroupUnit[];
  warnings: string[];
}

function designGroups(settings: TaskGroupSettings, source: Panel): GroupDesign {
  const evaluation = evaluationOf(settings);
  const design = designEvaluation(evaluation, source);
  const { splits, warnings } = splitTasks(design.panel.taskNames, settings.groupSizes, settings.seed);
  const units = taskGroupUnits(evaluation, design.panel, splits);
  return { evaluation, design, splits, units, warnings: [...design.warnings, ...warnings] };
}

/** The evaluation whose folds these are. */
function evaluationOf({ groupSizes: _, ...design }: TaskGroupSettings): EvaluationSettings {
  return { ...design, models: ['trace-norm', 'elastic-net'] };
}

function trainGroups(
  { split, groups, fold }: Extract<TaskGroupUnit, { kind: 'groups' }>,
  design: EvaluationDesign,
  settings: EvaluationSettings,
  { isCancelled, report }: UnitContext,
): TaskGroupUnitResult {
  const innerFolds = innerFoldsOf(settings, design, outerTraining(design, fold), fold);
  const parts = groups.map((group, place) => {
    const tasks = tasksOfGroup(split, group);
    const part = partOfDesign(design, { fold, innerFolds }, tasks);
    const context: UnitContext = {
      isCancelled,
      report: ({ fraction }) => report({ fraction: (place + fraction) / groups.length }),
    };
    const { predictions, warnings } = nestedTraceNorm(part, settings, fold, context);
    const [{ entries, values }] = predictions;
    return {
      entries: entriesOfAll(entries, tasks, design.panel.responses.rows),
      values,
      warnings: warnings.map((warning) => `group ${group} of size ${split.size}: ${warning}`),
    };
  });
  return {
    entries: Int32Array.from(parts.flatMap(({ entries }) => [...entries])),
    values: Float64Array.from(parts.flatMap(({ values }) => [...values])),
    warnings: parts.flatMap(({ warnings }) => warnings),
  };
}

/** Places among some tasks as places among all. */
function entriesOfAll(entries: Int32Array, tasks: readonly number[], sampleCount: number): Int32Array {
  return entries.map((entry) => tasks[Math.floor(entry / sampleCount)] * sampleCount + (entry % sampleCount));
}

function trainAlone(
  task: number,
  design: EvaluationDesign,
  settings: EvaluationSettings,
  { isCancelled, report }: UnitContext,
): TaskGroupUnitResult {
  const context: UnitContext = { isCancelled, report: ({ fraction }) => report({ fraction }) };
  const { predictions, warnings } = nestedSingleTask(design, settings, 'elastic-net', task, context);
  const [{ entries, values }] = predictions;
  return { entries, values, warnings };
}

function assembleGroups(
  settings: TaskGroupSettings,
  { design, splits, units, warnings }: GroupDesign,
  results: ReadonlyMap<string, TaskGroupUnitResult>,
): TaskGroups {
  const resultOf = ({ name }: TaskGroupUnit): TaskGroupUnitResult => {
    const result = results.get(name);
    if (result === undefined) throw new TracewiseError('internal', `the result of ${name} is missing`);
    return result;
  };
  const errorsOf = (own: readonly TaskGroupUnit[]): number[] => meanSquaredErrors(design, own.map(resultOf));
  const alone = errorsOf(units.filter(({ kind }) => kind === 'elastic-net'));
  const { panel, outerFolds } = design;
  return {
    settings,
    drugs: panel.taskNames.map((drug, task) => ({
      drug,
      entryCount: testEntries(outerFolds, panel.responses.rows, task).length,
      mseElasticNet: alone[task],
    })),
    splits: splits.map((split) => ({
      ...split,
      mse: errorsOf(units.filter((unit) => unit.kind === 'groups' && unit.split === split)),
    })),
    warnings: [...warnings, ...units.flatMap((unit) => resultOf(unit).warnings)],
  };
}

/** Per task, over all its held-out entries. */
function meanSquaredErrors(
  { panel: { responses, taskNames }, outerFolds }: EvaluationDesign,
  results: readonly TaskGroupUnitResult[],
): number[] {
  const predicted = new Float64Array(responses.values.length).fill(NaN);
  for (const { entries, values } of results) {
    entries.forEach((entry, place) => {
      predicted[entry] = values[place];
    });
  }
  return taskNames.map((_, task) => {
    const entries = testEntries(outerFolds, responses.rows, task);
    const sum = entries.reduce(
      (total, entry) => total + (responses.values[entry] - predicted[entry]) ** 2,
      0,
    );
    return sum / entries.length;
  });
}

function testEntries(outerFolds: Uint8Array, sampleCount: number, task: number): number[] {
  const entries: number[] = [];
  for (let entry = task * sampleCount; entry < (task + 1) * sampleCount; entry++) {
    if (outerFolds[entry] > 0) entries.push(entry);
  }
  return entries;
}
