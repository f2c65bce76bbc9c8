import type { DerivedResult } from '#shared/model/derivation.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import type { EvaluatedModel } from '#shared/model/settings.ts';
import { compareModels, evaluationScores } from '#shared/numerics/analyses/evaluationScores.ts';
import {
  groupSizeScores,
  smallestWinningSize,
} from '#shared/numerics/analyses/taskGroups/groupSizeScores.ts';

const significantDigits = 3;

/** One line on what came out, for the library's card. */
export function headlineOf(name: string, result: AnalysisResult | DerivedResult): string {
  switch (result.kind) {
    case 'evaluate':
      return `evaluation "${name}"${evaluationOutcome(result)}`;
    case 'fit':
      return `model "${name}"${modelOutcome(result)}`;
    case 'screen':
      return `screen "${name}": ${screenOutcome(result)}`;
    case 'tasks':
      return `group sizes "${name}": ${taskGroupsOutcome(result)}`;
    case 'cluster':
      return `clustering "${name}": ${clusterOutcome(result)}`;
    case 'enrich':
      return `enrichment "${name}": ${enrichOutcome(result)}`;
  }
}

/** Of the first two models, in the order that was asked for. */
function evaluationOutcome({ evaluation }: Extract<AnalysisResult, { kind: 'evaluate' }>): string {
  const first = compareModels(evaluationScores(evaluation)).at(0);
  if (first === undefined) return '';
  return `: ${wordsOf(first.modelA)} against ${wordsOf(first.modelB)}, ${first.wins} wins, ${first.losses} losses`;
}

function modelOutcome({ model }: Extract<AnalysisResult, { kind: 'fit' }>): string {
  const lambda = Number.isNaN(model.lambda) ? '' : `, lambda ${model.lambda.toPrecision(significantDigits)}`;
  return `: ${wordsOf(model.settings.model)}, ${model.drugs.length} drugs${lambda}`;
}

/** For instance `22 of 24 drugs pass`, told apart by metric where there are several. */
function screenOutcome({ screening }: Extract<AnalysisResult, { kind: 'screen' }>): string {
  const { settings, drugs } = screening;
  const outcomes = settings.metrics.map((metric) => {
    const screened = drugs.filter((drug) => drug.metric === metric);
    const passed = screened.filter(({ isNoisy }) => !isNoisy);
    const where = settings.metrics.length > 1 ? ` under ${metric}` : '';
    return `${passed.length} of ${screened.length} drugs pass${where}`;
  });
  return outcomes.join(', ');
}

/** For instance `266 drugs, groups of 8 help the median drug`. */
function taskGroupsOutcome({ taskGroups }: Extract<AnalysisResult, { kind: 'tasks' }>): string {
  const size = smallestWinningSize(groupSizeScores(taskGroups));
  const gain =
    size === undefined ? 'groups of no size help the median drug' : `groups of ${size} help the median drug`;
  return `${taskGroups.drugs.length} drugs, ${gain}`;
}

/** For instance `24 drugs of "first model" in 8 clusters`. */
function clusterOutcome({ clustering }: Extract<DerivedResult, { kind: 'cluster' }>): string {
  const { settings, tree, k } = clustering;
  return `${tree.items.length} ${settings.of} of "${settings.model}" in ${k} ${k === 1 ? 'cluster' : 'clusters'}`;
}

/** For instance `24 drugs of "first model" against 7763 sets of go-bp`. */
function enrichOutcome({ enrichment }: Extract<DerivedResult, { kind: 'enrich' }>): string {
  const { settings, sets, queries } = enrichment;
  const of = `${queries.length} ${settings.queries.kind} of "${settings.model}"`;
  return `${of} against ${sets.length} sets of ${settings.sets.name}`;
}

/** `trace-norm` as people write it. */
function wordsOf(model: EvaluatedModel): string {
  return model.replace('-', ' ');
}
