import type { EvaluationSettings } from '../../../model/settings.ts';
import { selectTasks } from '../evaluationDesign.ts';
import { pathsPerTask } from '../nestedSingleTask.ts';
import type { Panel, Unit } from '../panel.ts';
import { reductionCost, singleTaskPathCost, traceNormPathCost } from '../unitCosts.ts';
import { groupCountIn, tasksOfGroup } from './splitTasks.ts';
import type { TaskSplit } from './splitTasks.ts';

/** Some groups of one split under one outer fold, or the elastic net of one task. */
export type TaskGroupUnit = Unit &
  (
    | { kind: 'groups'; split: TaskSplit; groups: number[]; fold: number }
    | { kind: 'elastic-net'; task: number }
  );

/** Seconds of one core that a unit is to take at most, so that little is lost when it is cut off. */
const secondsPerUnit = 60;

/** Groups that are small share a unit. */
export function taskGroupUnits(
  settings: EvaluationSettings,
  panel: Panel,
  splits: readonly TaskSplit[],
): TaskGroupUnit[] {
  return [
    ...splits.flatMap((split) => unitsOfSplit(settings, panel, split)),
    ...elasticNets(settings, panel),
  ];
}

function unitsOfSplit(settings: EvaluationSettings, panel: Panel, split: TaskSplit): TaskGroupUnit[] {
  const groups = Array.from({ length: groupCountIn(split) }, (_, index) => index + 1);
  const cost = groupCost(settings, selectTasks(panel, tasksOfGroup(split, 1)));
  const perUnit = Math.max(1, Math.floor(secondsPerUnit / cost));
  const partCount = Math.ceil(groups.length / perUnit);
  return Array.from({ length: partCount }, (_, part) => part).flatMap((part) => {
    const own = groups.slice(part * perUnit, (part + 1) * perUnit);
    return Array.from({ length: settings.outerFolds }, (_, index): TaskGroupUnit => ({
      kind: 'groups',
      name: `groups-of-${split.size}/part-${part + 1}/outer-${index + 1}`,
      cost: own.length * cost,
      split,
      groups: own,
      fold: index + 1,
    }));
  });
}

function groupCost(settings: EvaluationSettings, group: Panel): number {
  const { innerFolds } = settings;
  const reductions = samplesLost(settings, group) < 1 ? 1 : innerFolds + 1;
  return (innerFolds + 0.5) * traceNormPathCost(group) + reductions * reductionCost(group);
}

/**
 * Samples that have training entries and lose all of them to an inner fold, as expected: where there are any, as in
 * small groups, the inner folds cannot share the reduction of the whole training set.
 */
function samplesLost({ scheme, outerFolds, innerFolds }: EvaluationSettings, { responses }: Panel): number {
  if (scheme !== 'transductive') return responses.rows / innerFolds;
  const observed = responses.values.filter((value) => !Number.isNaN(value)).length / responses.values.length;
  const trained = observed * (1 - 1 / outerFolds);
  const kept = trained * (1 - 1 / innerFolds);
  return responses.rows * ((1 - kept) ** responses.columns - (1 - trained) ** responses.columns);
}

function elasticNets(settings: EvaluationSettings, panel: Panel): TaskGroupUnit[] {
  const cost = pathsPerTask(settings, 'elastic-net') * singleTaskPathCost('elastic-net', panel);
  return panel.taskNames.map((name, task): TaskGroupUnit => ({
    kind: 'elastic-net',
    name: `elastic-net/${name}`,
    cost,
    task,
  }));
}
