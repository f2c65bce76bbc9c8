import type { DrugOfRuns, RunComparison } from '../../model/runComparison.ts';
import type { DrugScore } from '../../model/scores.ts';
import { comparePairs } from './pairedErrors.ts';
import type { PairedError } from './pairedErrors.ts';

/** A model of one run against a model of another over the drugs of both, by normalised MSE (methods 7). */
export function compareRuns(a: readonly DrugScore[], b: readonly DrugScore[]): RunComparison {
  const shared = sharedDrugs(a, b);
  const names = new Set(shared.map(({ drug }) => drug));
  const others = (scores: readonly DrugScore[]) =>
    scores.map(({ drug }) => drug).filter((drug) => !names.has(drug));
  return {
    drugs: shared,
    outcome: comparePairs(shared.flatMap(pairedNmse)),
    onlyA: others(a),
    onlyB: others(b),
  };
}

function sharedDrugs(a: readonly DrugScore[], b: readonly DrugScore[]): DrugOfRuns[] {
  const ofB = new Map(b.map((score) => [score.drug, score]));
  return a.flatMap((score) => {
    const other = ofB.get(score.drug);
    const isScored = score.nmse !== null && other?.nmse !== null;
    return other === undefined || !isScored ? [] : [{ drug: score.drug, a: score, b: other }];
  });
}

function pairedNmse({ drug, a, b }: DrugOfRuns): PairedError[] {
  return a.nmse === null || b.nmse === null ? [] : [{ drug, a: a.nmse, b: b.nmse }];
}
