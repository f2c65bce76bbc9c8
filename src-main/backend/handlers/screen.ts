import type { DrugErrors, ScreenSummary } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { screenSoFar } from '#main/jobs/screenSoFar.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Handlers } from '../backend.ts';
import { screenCards } from '../cards.ts';
import type { Services } from '../services.ts';
import { annotated } from './annotated.ts';

export function screenHandlers({
  projects,
}: Services): Handlers<'screen/summary' | 'screen/drug' | 'screen/so-far'> {
  return {
    'screen/summary': ({ projectId, name }) => summarise(projects.get(projectId).store, name),
    'screen/drug': ({ projectId, name, metric, drug }) =>
      drugErrors(projects.get(projectId).store, name, metric, drug),
    'screen/so-far': ({ projectId, jobId }) => ({
      drugs: screenSoFar(projects.get(projectId).store, jobId),
    }),
  };
}

function summarise(store: ProjectStore, name: string): ScreenSummary {
  const stored = store.loadScreenTable(name);
  const [card] = screenCards(store, stored);
  const known = annotated(
    stored.drugs.map(({ drug }) => drug),
    store.loadAxes(stored.datasetId).drugs,
  );
  return {
    card,
    drugs: stored.drugs.map((drug, index) => {
      const { target, mechanism, drugClass } = known[index];
      return { ...drug, target, mechanism, drugClass };
    }),
    warnings: stored.warnings,
  };
}

function drugErrors(store: ProjectStore, name: string, metric: string, drug: string): DrugErrors {
  const errors = store.loadScreenErrors(name, metric, drug);
  if (errors === undefined) throw notScreened(store, name, metric, drug);
  return {
    metric,
    drug,
    trueErrors: Array.from(errors.trueErrors),
    permutedErrors: Array.from(errors.permutedErrors),
  };
}

function notScreened(store: ProjectStore, name: string, metric: string, drug: string): TracewiseError {
  const { metrics } = store.loadScreenTable(name).settings;
  if (!metrics.includes(metric)) {
    return new TracewiseError('not-found', `this screen has no metric "${metric}"`, {
      remedy: `It has: ${metrics.join(', ')}.`,
    });
  }
  return new TracewiseError('not-found', `this screen has no drug "${drug}" under ${metric}`, {
    remedy: 'It may have been left out for too few samples; see the warnings of the screen.',
  });
}
