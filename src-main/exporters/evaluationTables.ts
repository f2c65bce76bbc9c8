import type { Evaluation, FittedModel } from '#shared/model/results.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { FoldScore, ModelComparison, ModelRanking, ModelScores } from '#shared/model/scores.ts';
import type { Positions } from './modelTables.ts';
import { tsvLine } from './tsv.ts';

const allFolds = 'all';

/** Per model and drug a row over all outer folds (`all`) and a row for each of them. */
export function* evaluationTable(scores: readonly ModelScores[], drugs: Positions): Generator<string> {
  yield tsvLine(['model', 'drug', 'n', 'mse', 'nmse', 'pearson', 'outer_fold']);
  for (const { model, drugs: all } of scores) {
    for (const score of drugs.map((drug) => all[drug])) {
      yield scoreLine(model, score.drug, score, allFolds);
      for (const [index, fold] of score.folds.entries()) {
        yield scoreLine(model, score.drug, fold, String(index + 1));
      }
    }
  }
}

function scoreLine(model: string, drug: string, score: FoldScore, fold: string): string {
  return tsvLine([model, drug, score.entryCount, score.mse, score.nmse, score.pearson, fold]);
}

/** A row per ordered pair of models; the P value is one-sided, that `model_a` is lower. */
export function* comparisonTable(comparisons: readonly ModelComparison[]): Generator<string> {
  yield tsvLine([
    'model_a',
    'model_b',
    'wins',
    'losses',
    'ties',
    'mean_reduction_percent',
    'max_reduction_percent',
    'p_value',
  ]);
  for (const pair of comparisons) {
    yield tsvLine([
      pair.modelA,
      pair.modelB,
      pair.wins,
      pair.losses,
      pair.ties,
      pair.meanReductionPercent,
      pair.maxReductionPercent,
      pair.pValue,
    ]);
  }
}

/** A row per model, drug and observed sample. */
export function* predictionsTable(evaluation: Evaluation, drugs: Positions): Generator<string> {
  const { samples, folds, observed, predictions } = evaluation;
  yield tsvLine(['sample', 'drug', 'observed', 'predicted', 'model', 'outer_fold']);
  for (const { model, values } of predictions) {
    for (const drug of drugs) {
      for (const [index, sample] of samples.entries()) {
        const entry = drug * samples.length + index;
        if (folds[entry] === 0) continue;
        const name = evaluation.drugs[drug];
        yield tsvLine([sample, name, observed[entry], values[entry], model, folds[entry]]);
      }
    }
  }
}

/** `sample`, then a column per drug with the outer fold, missing where nothing was observed. */
export function* foldsTable(
  { samples, drugs: names, folds }: Evaluation,
  drugs: Positions,
): Generator<string> {
  yield tsvLine(['sample', ...drugs.map((drug) => names[drug])]);
  for (const [index, sample] of samples.entries()) {
    const row = drugs.map((drug) => folds[drug * samples.length + index]);
    yield tsvLine([sample, ...row.map((fold) => (fold === 0 ? null : fold))]);
  }
}

/** A row per model; the P value and the critical difference are of all together. */
export function* friedmanTable({ models, criticalDifference, pValue }: ModelRanking): Generator<string> {
  yield tsvLine(['model', 'mean_rank', 'critical_difference', 'p_value']);
  for (const { model, meanRank } of models) yield tsvLine([model, meanRank, criticalDifference, pValue]);
}

/**
 * A row per drug and outer fold.
 * @throws TracewiseError `invalid-setting` for an evaluation without a stack
 */
export function* stackWeightsTable(
  { drugs: names, stackWeights }: Evaluation,
  drugs: Positions,
  of: string,
): Generator<string> {
  if (stackWeights === undefined) throw noStack(of);
  yield tsvLine(stackWeightColumns);
  for (const drug of drugs) {
    for (const [fold, weights] of stackWeights.entries()) {
      yield tsvLine([names[drug], weights[drug], fold + 1]);
    }
  }
}

/**
 * A row per drug of a fitted stack.
 * @throws TracewiseError `invalid-setting` for another model
 */
export function* fittedStackWeightsTable(
  { settings, drugFits }: FittedModel,
  drugs: Positions,
  of: string,
): Generator<string> {
  if (settings.model !== 'stack') throw noStack(of);
  yield tsvLine(stackWeightColumns);
  for (const place of drugs) {
    const { drug, stackWeight = null } = drugFits[place];
    yield tsvLine([drug, stackWeight, allFolds]);
  }
}

const stackWeightColumns = ['drug', 'weight_trace_norm', 'outer_fold'];

function noStack(of: string): TracewiseError {
  return new TracewiseError('invalid-setting', `"${of}" has no stack`, {
    remedy: 'Evaluate or fit the model stack to have its weights',
  });
}
