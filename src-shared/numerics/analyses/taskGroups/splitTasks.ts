import { fewestInGroup } from '../../../model/taskGroups.ts';
import type { GroupSplit } from '../../../model/taskGroups.ts';
import { randomStream, shuffle } from '../../random/stream.ts';

/** A split before anything is trained. */
export type TaskSplit = Pick<GroupSplit, 'size' | 'groups'>;

/**
 * All tasks together, then split at random into groups of each size, largest first (methods 9). Every task is in a
 * group of every size, so that sizes are compared over the same tasks: there are as many groups as come nearest to the
 * size, none of which is larger than another by more than one task, or has a task alone. A task's group depends on the
 * seed and the names, not on the order of the tasks.
 * @returns with a warning for each size that would be one group of all tasks once more
 */
export function splitTasks(
  taskNames: readonly string[],
  sizes: readonly number[],
  seed: number,
): { splits: TaskSplit[]; warnings: string[] } {
  const taskCount = taskNames.length;
  const wanted = [...new Set(sizes)].sort((a, b) => b - a).filter((size) => size !== taskCount);
  const fitting = wanted.filter((size) => groupCountOf(taskCount, size) > 1);
  const whole: TaskSplit = { size: taskCount, groups: taskNames.map(() => 1) };
  return {
    splits: [whole, ...fitting.map((size) => ({ size, groups: drawGroups(taskNames, size, seed) }))],
    warnings: wanted
      .filter((size) => !fitting.includes(size))
      .map((size) => `groups of ${size} are left out: ${taskCount} drugs are one group`),
  };
}

/** The places of the tasks of one group, ascending. */
export function tasksOfGroup({ groups }: TaskSplit, group: number): number[] {
  return groups.flatMap((own, task) => (own === group ? [task] : []));
}

export function groupCountIn({ groups }: TaskSplit): number {
  return Math.max(...groups);
}

function groupCountOf(taskCount: number, size: number): number {
  return Math.min(Math.round(taskCount / size), Math.floor(taskCount / fewestInGroup));
}

function drawGroups(taskNames: readonly string[], size: number, seed: number): number[] {
  const groupCount = groupCountOf(taskNames.length, size);
  const drawn = shuffle([...taskNames].sort(), randomStream(seed, `groups-of-${size}`));
  const groupOf = new Map(drawn.map((name, place) => [name, (place % groupCount) + 1]));
  return taskNames.map((name) => groupOf.get(name) ?? NaN);
}
