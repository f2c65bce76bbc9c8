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

/** Inner folds of a small group leave out samples altogether, and then cannot share the reduction of its training set. */
function groupCost({ innerFolds, outerFolds, scheme }: EvaluationSettings, group: Panel): number {
  const training = 1 - 1 / outerFolds;
  const heldOutAltogether = scheme === 'transductive' ? innerFolds ** -group.taskNames.length : 1;
  const isShared = heldOutAltogether * training * group.features.rows < 1;
  const reductions = isShared ? 1 : innerFolds + 1;
  return (innerFolds + 0.5) * traceNormPathCost(group) + reductions * reductionCost(group);
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
