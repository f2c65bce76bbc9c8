import type { AnalysisResult } from '#shared/model/results.ts';
import type { EvaluatedModel } from '#shared/model/settings.ts';
import { compareModels, evaluationScores } from '#shared/numerics/analyses/evaluationScores.ts';

const significantDigits = 3;

/** One line on what came out, for the library's card. */
export function headlineOf(name: string, result: AnalysisResult): string {
  return result.kind === 'evaluate'
    ? `evaluation "${name}"${evaluationOutcome(result)}`
    : `model "${name}"${modelOutcome(result)}`;
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

/** `trace-norm` as people write it. */
function wordsOf(model: EvaluatedModel): string {
  return model.replace('-', ' ');
}
