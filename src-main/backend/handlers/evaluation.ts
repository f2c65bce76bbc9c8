import type { DrugPredictions, EvaluationSummary } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Evaluation } from '#shared/model/results.ts';
import { withBaselines } from '#shared/numerics/analyses/alwaysShown.ts';
import { compareModels, evaluationScores, rankingOf } from '#shared/numerics/analyses/evaluationScores.ts';
import type { StoredEvaluation } from '#main/store/evaluations.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Handlers } from '../backend.ts';
import { evaluationCard } from '../cards.ts';
import type { Services } from '../services.ts';
import { annotated } from './annotated.ts';

export function evaluationHandlers({
  projects,
}: Services): Handlers<'evaluation/summary' | 'evaluation/drug'> {
  return {
    'evaluation/summary': ({ projectId, name }) => {
      const { store } = projects.get(projectId);
      return summarise(store, store.loadEvaluation(name));
    },
    'evaluation/drug': ({ projectId, name, drug }) =>
      drugPredictions(withBaselines(projects.get(projectId).store.loadEvaluation(name).evaluation), drug),
  };
}

function summarise(store: ProjectStore, stored: StoredEvaluation): EvaluationSummary {
  const evaluation = withBaselines(stored.evaluation);
  const { stackWeights } = evaluation;
  const scores = evaluationScores(evaluation);
  const [card] = evaluationCard(stored);
  return {
    card,
    sampleCount: evaluation.samples.length,
    drugs: annotated(evaluation.drugs, store.loadAxes(stored.datasetId).drugs),
    scores,
    comparisons: compareModels(scores),
    ranking: rankingOf(scores) ?? null,
    ...(stackWeights === undefined
      ? {}
      : { stackWeights: evaluation.drugs.map((_, drug) => stackWeights.map((byDrug) => byDrug[drug])) }),
    curves: evaluation.curves,
    warnings: evaluation.warnings,
  };
}

function drugPredictions(evaluation: Evaluation, drug: string): DrugPredictions {
  const task = evaluation.drugs.indexOf(drug);
  if (task < 0) {
    throw new TracewiseError('not-found', `this run has no drug "${drug}"`, {
      remedy: 'It may have been left out for too few samples; see the warnings of the run.',
    });
  }
  const first = task * evaluation.samples.length;
  const held = evaluation.samples
    .map((sample, index) => ({ sample, entry: first + index }))
    .filter(({ entry }) => evaluation.folds[entry] !== 0);
  return {
    drug,
    samples: held.map(({ sample }) => sample),
    folds: held.map(({ entry }) => evaluation.folds[entry]),
    observed: held.map(({ entry }) => evaluation.observed[entry]),
    predicted: evaluation.predictions.map(({ model, values }) => ({
      model,
      values: held.map(({ entry }) => (Number.isNaN(values[entry]) ? null : values[entry])),
    })),
  };
}
