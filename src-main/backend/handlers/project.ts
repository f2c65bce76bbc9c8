import { toWireError } from '#shared/contract/wire.ts';
import type { Handlers } from '../backend.ts';
import {
  cardOf,
  clusterCards,
  enrichmentCards,
  evaluationCard,
  modelCard,
  screenCards,
  taskGroupsCard,
} from '../cards.ts';
import { leave } from '../leave.ts';
import type { Services } from '../services.ts';

type ProjectMethods =
  'project/create' | 'project/open' | 'project/close' | 'project/overview' | 'project/check' | 'project/copy';

export function projectHandlers(services: Services): Handlers<ProjectMethods> {
  const { projects, jobs, backups, files, publish, recent } = services;
  return {
    'project/create': ({ fileId, name }) => {
      const { id, store } = projects.create(files.resolve(fileId).path, name);
      publish({ event: 'library/changed', payload: null });
      return cardOf(id, store);
    },

    'project/open': ({ fileId }) => {
      const { id, store } = projects.get(projects.idOf(files.resolve(fileId).path));
      return cardOf(id, store);
    },

    'project/close': async ({ projectId }) => {
      await leave(services, projectId);
      return null;
    },

    'project/overview': ({ projectId }) => {
      const project = projects.get(projectId);
      recent?.looksAt(project);
      const results = project.store.listResults();
      const backupProblem = backups.problemOf(projectId);
      return {
        card: cardOf(projectId, project.store),
        ...(backupProblem === undefined ? {} : { backupProblem: toWireError(backupProblem) }),
        datasets: project.store.listDatasets(),
        evaluations: results.flatMap(evaluationCard),
        models: results.flatMap(modelCard),
        screenings: results.flatMap((result) => screenCards(project.store, result)),
        taskGroups: results.flatMap(taskGroupsCard),
        clusterings: results.flatMap((result) => clusterCards(project.store, result)),
        enrichments: results.flatMap((result) => enrichmentCards(project.store, result)),
        jobs: jobs.list(project),
      };
    },

    'project/check': ({ projectId }) => {
      const problems = projects.get(projectId).store.check();
      return { sound: problems.length === 0, problems };
    },

    'project/copy': ({ projectId, destination }) => {
      projects.get(projectId).store.copyTo(files.resolve(destination).path);
      publish({ event: 'library/changed', payload: null });
      return null;
    },
  };
}
