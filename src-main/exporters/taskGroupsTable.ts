import type { TaskGroups } from '#shared/model/taskGroups.ts';
import type { Positions } from './modelTables.ts';
import { tsvLine } from './tsv.ts';

/** A row per group size and drug: largest groups first, then by group, then in the order of the data set. */
export function* taskGroupsTable(
  { drugs, splits }: Pick<TaskGroups, 'drugs' | 'splits'>,
  positions: Positions,
): Generator<string> {
  yield tsvLine(['group_size', 'group', 'drug', 'mse', 'mse_elastic_net']);
  for (const { size, groups, mse } of splits) {
    for (const place of [...positions].sort((a, b) => groups[a] - groups[b])) {
      const { drug, mseElasticNet } = drugs[place];
      yield tsvLine([size, groups[place], drug, mse[place], mseElasticNet]);
    }
  }
}
