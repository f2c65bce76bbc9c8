import { basename } from 'node:path';
import type {
  ClusterCard,
  EvaluationCard,
  ModelCard,
  ProjectCard,
  ScreenCard,
} from '#shared/contract/methods.ts';
import type { EnrichmentCard } from '#shared/contract/enrichment.ts';
import type { TaskGroupsCard } from '#shared/contract/taskGroups.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { StoredResult } from '#main/store/results.ts';
import { isWritable, projectExtension } from '#main/store/openFile.ts';
import { fileFacts, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { OpenProjects } from './openProjects.ts';

/** The card of an open project. */
export function cardOf(projectId: string, store: ProjectStore): ProjectCard {
  const lastResult = store.listResults().at(-1)?.headline;
  return {
    projectId,
    name: store.name,
    fileName: basename(store.path),
    ...fileFacts(store.path),
    datasetNames: store.listDatasets().map(({ name }) => name),
    ...(lastResult === undefined ? {} : { lastResult }),
    readOnly: store.readOnly,
    ...(store.refusal === undefined ? {} : { readOnlyReason: reasonOf(store.refusal) }),
  };
}

function reasonOf({ message, kind, detail }: TracewiseError): ProjectCard['readOnlyReason'] {
  const { remedy } = detail;
  return { message, isInUse: kind === 'conflict', ...(remedy === undefined ? {} : { remedy }) };
}

/** The card of a file in the library, which is opened for a look only; of one that cannot be read, what is wrong. */
export function cardOfFile(projects: OpenProjects, path: string): ProjectCard {
  const projectId = projects.idOf(path);
  const open = projects.peek(projectId);
  if (open !== undefined) return cardOf(projectId, open.store);
  try {
    const writable = isWritable(path);
    const store = openProject(path, { readOnly: true, check: false, asIs: writable });
    try {
      const card = cardOf(projectId, store);
      return writable ? { ...card, readOnly: false, readOnlyReason: undefined } : card;
    } finally {
      store.close();
    }
  } catch (error) {
    if (!(error instanceof TracewiseError)) throw error;
    return cardOfProblem(projectId, path, error);
  }
}

function cardOfProblem(projectId: string, path: string, error: TracewiseError): ProjectCard {
  const remedy = error.detail.remedy === undefined ? '' : `. ${error.detail.remedy}`;
  return {
    projectId,
    name: basename(path, projectExtension),
    fileName: basename(path),
    ...fileFacts(path),
    datasetNames: [],
    problem: `${error.message}${remedy}`,
    readOnly: true,
    ...(error.kind === 'corrupt' ? { isDamaged: true } : {}),
  };
}

export function evaluationCard(result: StoredResult): EvaluationCard[] {
  return result.analysis.kind === 'evaluate'
    ? [{ ...resultCard(result), settings: result.analysis.settings }]
    : [];
}

export function modelCard(result: StoredResult): ModelCard[] {
  return result.analysis.kind === 'fit'
    ? [{ ...resultCard(result), settings: result.analysis.settings }]
    : [];
}

export function screenCards(store: ProjectStore, result: StoredResult): ScreenCard[] {
  return result.analysis.kind === 'screen'
    ? [
        {
          ...resultCard(result),
          settings: result.analysis.settings,
          noise: store.screenNoise(result.name),
        },
      ]
    : [];
}

export function taskGroupsCard(result: StoredResult): TaskGroupsCard[] {
  return result.analysis.kind === 'tasks'
    ? [{ ...resultCard(result), settings: result.analysis.settings }]
    : [];
}

export function clusterCards(store: ProjectStore, result: StoredResult): ClusterCard[] {
  return result.analysis.kind === 'cluster'
    ? [
        {
          ...resultCard(result),
          settings: result.analysis.settings,
          k: store.clusterCount(result.name),
          modelIsThere: store.findSource(result.name)?.modelIsThere ?? false,
        },
      ]
    : [];
}

export function enrichmentCards(store: ProjectStore, result: StoredResult): EnrichmentCard[] {
  return result.analysis.kind === 'enrich'
    ? [
        {
          ...resultCard(result),
          settings: result.analysis.settings,
          modelIsThere: store.findSource(result.name)?.modelIsThere ?? false,
        },
      ]
    : [];
}

function resultCard({ name, datasetName, datasetHash, seed, version, createdAt }: StoredResult) {
  return { name, datasetName, datasetHash, seed, version, createdAt };
}
