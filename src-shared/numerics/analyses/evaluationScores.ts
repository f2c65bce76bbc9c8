import type { Evaluation } from '../../model/results.ts';
import { TracewiseError } from '../../model/errors.ts';
import type { DrugScore, FoldScore, ModelComparison, ModelRanking, ModelScores } from '../../model/scores.ts';
import { friedmanTest } from '../statistics/friedman.ts';
import { pearson } from '../statistics/moments.ts';
import { comparePairs, finiteOrNull, meanOf } from './pairedErrors.ts';

/**
 * Per-drug errors of every model of an evaluation, in the order of its predictions (methods 7).
 * MSE is pooled over a drug's test entries; Pearson's r is averaged over outer folds of at least three entries, a
 * fold with constant predictions counting as 0, and null when every fold's are constant.
 */
export function evaluationScores(evaluation: Evaluation): ModelScores[] {
  const entries = evaluation.drugs.map((_, task) => testEntries(evaluation, task));
  return evaluation.predictions.map(({ model, values }) => {
    const drugs = evaluation.drugs.map((drug, task) => scoreDrug(drug, entries[task], evaluation, values));
    return {
      model,
      meanMse: meanOf(drugs.map((score) => score.mse)),
      meanNmse: meanOf(drugs.map((score) => score.nmse)),
      meanPearson: meanOf(drugs.map((score) => score.pearson)),
      foldNmse: Array.from({ length: evaluation.settings.outerFolds }, (_, fold) =>
        meanOf(drugs.map(({ folds }) => folds[fold].nmse)),
      ),
      drugs,
    };
  });
}

/** Every ordered pair of different models: wins are drugs on which `modelA` has the lower MSE. */
export function compareModels(scores: readonly ModelScores[]): ModelComparison[] {
  return scores.flatMap((a) => scores.filter((b) => b !== a).map((b) => comparePair(a, b)));
}

function comparePair(a: ModelScores, b: ModelScores): ModelComparison {
  const pairs = a.drugs.flatMap((score, index) => {
    const other = b.drugs[index].mse;
    return score.mse === null || other === null ? [] : [{ drug: score.drug, a: score.mse, b: other }];
  });
  return { modelA: a.model, modelB: b.model, ...comparePairs(pairs) };
}

/**
 * Friedman's test over the drugs that every model has an MSE for.
 * @throws TracewiseError `invalid-setting` for fewer than two models or no such drug
 */
export function rankModels(scores: readonly ModelScores[]): ModelRanking {
  const ranking = rankingOf(scores);
  if (ranking !== undefined) return ranking;
  throw new TracewiseError('invalid-setting', 'models are ranked where there are at least two', {
    found: `${scores.length} models with errors for the same ${rankedErrors(scores).length} drugs`,
    expected: 'two models or more, and a drug',
  });
}

/** As `rankModels`; `undefined` for fewer than two models or no such drug. */
export function rankingOf(scores: readonly ModelScores[]): ModelRanking | undefined {
  const blocks = rankedErrors(scores);
  if (scores.length < 2 || blocks.length === 0) return undefined;
  const { meanRanks, pValue, criticalDifference } = friedmanTest(blocks);
  return {
    models: scores.map(({ model }, place) => ({ model, meanRank: meanRanks[place] })),
    pValue: finiteOrNull(pValue),
    criticalDifference,
    drugCount: blocks.length,
  };
}

/** The MSEs of each drug that every model has one for. */
function rankedErrors(scores: readonly ModelScores[]): number[][] {
  return (scores.at(0)?.drugs ?? []).flatMap((_, drug) => {
    const errors = scores.flatMap(({ drugs }) => drugs[drug].mse ?? []);
    return errors.length === scores.length ? [errors] : [];
  });
}

interface TestEntries {
  all: number[];
  byFold: number[][];
}

function testEntries({ folds, samples, settings }: Evaluation, task: number): TestEntries {
  const byFold = Array.from({ length: settings.outerFolds }, (): number[] => []);
  const all: number[] = [];
  for (let entry = task * samples.length; entry < (task + 1) * samples.length; entry++) {
    if (folds[entry] === 0) continue;
    all.push(entry);
    byFold[folds[entry] - 1].push(entry);
  }
  return { all, byFold };
}

function scoreDrug(
  drug: string,
  entries: TestEntries,
  { observed, drugMeanPredictions }: Evaluation,
  predicted: Float64Array,
): DrugScore {
  const score = (chosen: number[]): FoldScore =>
    scoreEntries(chosen, observed, predicted, drugMeanPredictions);
  const { entryCount, mse, nmse } = score(entries.all);
  const folds = entries.byFold.map(score);
  return {
    drug,
    entryCount,
    mse,
    nmse,
    pearson: meanCorrelation(folds),
    folds,
  };
}

const fewestForCorrelation = 3;

function scoreEntries(
  entries: number[],
  observed: Float64Array,
  predicted: Float64Array,
  drugMean: Float64Array,
): FoldScore {
  const truth = entries.map((entry) => observed[entry]);
  const guess = entries.map((entry) => predicted[entry]);
  const mse = meanSquare(truth, guess);
  const reference = meanSquare(
    truth,
    entries.map((entry) => drugMean[entry]),
  );
  const correlation = entries.length < fewestForCorrelation ? NaN : pearson(truth, guess);
  return {
    entryCount: entries.length,
    mse: finiteOrNull(mse),
    nmse: finiteOrNull(mse / reference),
    pearson: finiteOrNull(correlation),
  };
}

function meanSquare(truth: number[], guess: number[]): number {
  return truth.reduce((sum, value, index) => sum + (value - guess[index]) ** 2, 0) / truth.length;
}

function meanCorrelation(folds: FoldScore[]): number | null {
  const large = folds.filter((fold) => fold.entryCount >= fewestForCorrelation);
  if (large.every((fold) => fold.pearson === null)) return null;
  return meanOf(large.map((fold) => fold.pearson ?? 0));
}
