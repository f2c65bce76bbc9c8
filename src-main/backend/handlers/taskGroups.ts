import type { TaskGroupsSummary } from '#shared/contract/taskGroups.ts';
import {
  groupSizeScores,
  smallestWinningSize,
} from '#shared/numerics/analyses/taskGroups/groupSizeScores.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Handlers } from '../backend.ts';
import { taskGroupsCard } from '../cards.ts';
import type { Services } from '../services.ts';
import { annotated } from './annotated.ts';

export function taskGroupHandlers({ projects }: Services): Handlers<'tasks/summary'> {
  return { 'tasks/summary': ({ projectId, name }) => summarise(projects.get(projectId).store, name) };
}

function summarise(store: ProjectStore, name: string): TaskGroupsSummary {
  const stored = store.loadTaskGroups(name);
  const { drugs, splits, warnings } = stored.taskGroups;
  const [card] = taskGroupsCard(stored);
  const scores = groupSizeScores(stored.taskGroups);
  const known = annotated(
    drugs.map(({ drug }) => drug),
    store.loadAxes(stored.datasetId).drugs,
  );
  return {
    card,
    drugs: drugs.map((drug, index) => {
      const { target, mechanism, drugClass } = known[index];
      return { ...drug, target, mechanism, drugClass };
    }),
    splits,
    scores,
    smallestWinningSize: smallestWinningSize(scores) ?? null,
    warnings,
  };
}
