import { TracewiseError } from '#shared/model/errors.ts';
import type { RunComparison } from '#shared/model/runComparison.ts';
import type { DrugScore } from '#shared/model/scores.ts';
import type { EvaluatedModel, EvaluationSettings } from '#shared/model/settings.ts';
import { withBaselines } from '#shared/numerics/analyses/alwaysShown.ts';
import { compareBlocks } from '#shared/numerics/analyses/compareBlocks.ts';
import { compareRuns } from '#shared/numerics/analyses/compareRuns.ts';
import { evaluationScores } from '#shared/numerics/analyses/evaluationScores.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { StoredResult } from '#main/store/results.ts';
import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function runComparisonHandlers({
  projects,
}: Services): Handlers<'evaluation/against-run' | 'evaluation/by-block'> {
  return {
    'evaluation/against-run': ({ projectId, a, b }): RunComparison => {
      const { store } = projects.get(projectId);
      return compareRuns(scoresOf(store, a), scoresOf(store, b));
    },
    'evaluation/by-block': ({ projectId, name }) => {
      const { store } = projects.get(projectId);
      const { settings, datasetHash, datasetId } = store.loadEvaluation(name);
      const kept = withoutBlocks(settings);
      const alike = store
        .listResults()
        .flatMap((result) => evaluated(result))
        .filter((other) => other.datasetHash === datasetHash && withoutBlocks(other.settings) === kept)
        .toReversed();
      return compareBlocks(
        alike.map((run) => ({
          name: run.name,
          blocks: run.settings.blocks ?? blocksOf(store, datasetId),
          scores: evaluationScores(store.loadEvaluation(run.name).evaluation),
        })),
      );
    },
  };
}

function scoresOf(
  store: ProjectStore,
  { name, model }: { name: string; model: EvaluatedModel },
): readonly DrugScore[] {
  const scores = evaluationScores(withBaselines(store.loadEvaluation(name).evaluation));
  const found = scores.find((candidate) => candidate.model === model);
  if (found !== undefined) return found.drugs;
  throw new TracewiseError('not-found', `the run "${name}" has no model ${model}`, {
    remedy: `It has: ${scores.map((other) => other.model).join(', ')}.`,
  });
}

interface EvaluatedRun {
  name: string;
  datasetHash: string;
  settings: EvaluationSettings;
}

function evaluated({ name, datasetHash, analysis }: StoredResult): EvaluatedRun[] {
  return analysis.kind === 'evaluate' ? [{ name, datasetHash, settings: analysis.settings }] : [];
}

/** What runs must have in common. */
function withoutBlocks(settings: EvaluationSettings): string {
  return JSON.stringify({ ...settings, models: undefined, blocks: undefined });
}

function blocksOf(store: ProjectStore, datasetId: number): string[] {
  return [...new Set(store.loadAxes(datasetId).features.map(({ block }) => block))];
}
