import type { BlockComparison, BlockPair, BlockSet } from '../../model/runComparison.ts';
import type { DrugScore, ModelScores } from '../../model/scores.ts';
import { usesFeatures } from '../../model/settings.ts';
import type { EvaluatedModel } from '../../model/settings.ts';
import { comparePairs, meanOf } from './pairedErrors.ts';

/** The scores of a run, and the blocks of features that it was trained on. */
export interface RunOfBlocks {
  name: string;
  blocks: readonly string[];
  scores: readonly ModelScores[];
}

interface SetOfRuns extends BlockSet {
  /** Each model of the newest run that has it. */
  scores: Map<EvaluatedModel, readonly DrugScore[]>;
}

/**
 * What blocks of features are worth: each model on every set of blocks, by normalised MSE over the drugs that all runs have,
 * and what larger sets gain over their parts. Models that use no features are left out.
 * @param runs alike but for their blocks and models, the newest first
 */
export function compareBlocks(runs: readonly RunOfBlocks[]): BlockComparison {
  const sets = setsOf(runs).toSorted(
    (a, b) => a.blocks.length - b.blocks.length || keyOf(a.blocks).localeCompare(keyOf(b.blocks), 'en'),
  );
  const drugs = commonDrugs(runs);
  const models = [...new Set(sets.flatMap(({ scores }) => [...scores.keys()]))].filter(usesFeatures);
  const errors = models.map((model) => ({
    model,
    bySet: sets.map(({ scores }) => nmseOf(scores.get(model))),
  }));
  return {
    sets: sets.map(({ blocks, runs: names }) => ({ blocks, runs: names })),
    drugCount: drugs.length,
    models: errors.map(({ model, bySet }) => ({
      model,
      meanNmse: bySet.map((nmse) => meanOf(drugs.map((drug) => nmse.get(drug) ?? null))),
    })),
    pairs: errors.flatMap(({ model, bySet }) =>
      sets.flatMap((firstSet, first) =>
        sets.flatMap(({ blocks }, second): BlockPair[] => {
          const isNested = isPart(blocks, firstSet.blocks);
          if (first === second || isPart(firstSet.blocks, blocks)) return [];
          const paired = pairsOf(bySet[first], bySet[second], drugs);
          return paired.length === 0
            ? []
            : [{ model, first, second, isNested, outcome: comparePairs(paired) }];
        }),
      ),
    ),
  };
}

function setsOf(runs: readonly RunOfBlocks[]): SetOfRuns[] {
  const sets = new Map<string, SetOfRuns>();
  for (const { name, blocks, scores } of runs) {
    const key = keyOf(blocks);
    const set: SetOfRuns = sets.get(key) ?? { blocks: [...blocks], runs: [], scores: new Map() };
    sets.set(key, set);
    set.runs.push(name);
    for (const { model, drugs } of scores) if (!set.scores.has(model)) set.scores.set(model, drugs);
  }
  return [...sets.values()];
}

function keyOf(blocks: readonly string[]): string {
  return JSON.stringify(blocks.toSorted());
}

function isPart(part: readonly string[], whole: readonly string[]): boolean {
  return part.length < whole.length && part.every((block) => whole.includes(block));
}

function commonDrugs(runs: readonly RunOfBlocks[]): string[] {
  const byRun = runs.map(({ scores }) => new Set(scores.at(0)?.drugs.map(({ drug }) => drug)));
  return [...(byRun.at(0) ?? [])].filter((drug) => byRun.every((names) => names.has(drug)));
}

function nmseOf(scores: readonly DrugScore[] | undefined): Map<string, number> {
  return new Map((scores ?? []).flatMap(({ drug, nmse }) => (nmse === null ? [] : [[drug, nmse] as const])));
}

function pairsOf(a: Map<string, number>, b: Map<string, number>, drugs: readonly string[]) {
  return drugs.flatMap((drug) => {
    const [first, second] = [a.get(drug), b.get(drug)];
    return first === undefined || second === undefined ? [] : [{ drug, a: first, b: second }];
  });
}
