import type { EvaluationCard } from '#shared/contract/methods.ts';
import { protocolWords, schemeWords } from '../../ui/modelWords.ts';
import { formatQuantity } from '../../ui/quantities.ts';

/** What a run was made with beside its models, in words, by what it is. */
function facts({ datasetName, datasetHash, settings }: EvaluationCard): ReadonlyMap<string, string> {
  const { scheme, protocol, metric, outerFolds, innerFolds, seed } = settings;
  const { drugs, blocks, folds, groups } = settings;
  return new Map([
    ['data set', `${datasetName} ${datasetHash.slice(0, 7)}`],
    ['setting', schemeWords[scheme].name.toLowerCase()],
    ['protocol', protocolWords[protocol].name.toLowerCase()],
    ['response', metric],
    ['folds', `${outerFolds} × ${innerFolds}`],
    ['outer folds', folds === undefined ? 'from the seed' : `from the table ${folds.slice(0, 7)}`],
    ['kept together', groups === undefined ? 'nothing' : groups.by],
    ['seed', String(seed)],
    ['drugs', drugs === undefined ? 'all drugs' : formatQuantity(drugs.length, 'drug')],
    ['blocks', blocks === undefined ? 'all blocks' : blocks.join(' + ')],
  ]);
}

/** What two runs differ in beside their models: `setting: leave entries out / leave cell lines out`. */
export function runDifferences(a: EvaluationCard, b: EvaluationCard): string[] {
  const ofB = facts(b);
  return [...facts(a)].flatMap(([what, first]) => {
    const second = ofB.get(what) ?? '';
    return first === second ? [] : [`${what}: ${first} / ${second}`];
  });
}

/**
 * The other runs of the same data set: those that differ least first, then the newest, and those that differ in nothing but
 * their models last, as a model is the same in both.
 */
export function runsBeside(card: EvaluationCard, all: readonly EvaluationCard[]): EvaluationCard[] {
  return all
    .filter(
      (other) =>
        other.name !== card.name &&
        (other.datasetHash === card.datasetHash || other.datasetName === card.datasetName),
    )
    .map((other) => ({ other, count: runDifferences(card, other).length }))
    .toSorted(
      (a, b) => placeOf(a.count) - placeOf(b.count) || b.other.createdAt.localeCompare(a.other.createdAt),
    )
    .map(({ other }) => other);
}

function placeOf(differenceCount: number): number {
  return differenceCount === 0 ? Number.MAX_SAFE_INTEGER : differenceCount;
}

/** What has to be kept in mind when two runs are compared. */
export function runCautions(a: EvaluationCard, b: EvaluationCard): string[] {
  return [
    ...(a.datasetHash === b.datasetHash
      ? []
      : ['The data set was changed between the two runs: what they differ in may come from that.']),
    ...(a.settings.metric === b.settings.metric
      ? []
      : ['The responses differ: each error is relative to the drug mean on its own scale.']),
    ...(a.settings.protocol === b.settings.protocol
      ? []
      : ['One protocol is the paper’s, which leaks a little: its errors may be too low.']),
  ];
}
