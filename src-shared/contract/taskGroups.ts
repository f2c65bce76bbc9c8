import type { GroupSizeScore, GroupSplit, GroupedDrug, TaskGroupSettings } from '../model/taskGroups.ts';
import type { ResultCard } from './cards.ts';

export interface TaskGroupsCard extends ResultCard {
  settings: TaskGroupSettings;
}

/** What the number of tasks is worth, on one data set. */
export interface TaskGroupsSummary {
  card: TaskGroupsCard;
  drugs: (GroupedDrug & { target?: string; mechanism?: string; drugClass?: string })[];
  /** Largest groups first; the first is all drugs together. */
  splits: GroupSplit[];
  /** One for each of `splits`. */
  scores: GroupSizeScore[];
  /** The smallest size at which the median drug is better off than with its elastic net; null where it never is. */
  smallestWinningSize: number | null;
  warnings: string[];
}
