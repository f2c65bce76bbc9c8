import type { EvaluationCard } from '#shared/contract/methods.ts';
import { protocolWords, schemeWords } from '../../ui/modelWords.ts';
import { formatQuantity } from '../../ui/quantities.ts';

/** What a run was made with beside its models, in words, by what it is. */
function facts({ datasetName, datasetHash, settings }: EvaluationCard): ReadonlyMap<string, string> {
  const { scheme, protocol, metric, outerFolds, innerFolds, seed, drugs, blocks, ...others } = settings;
  return new Map([
    ['data set', `${datasetName} ${datasetHash.slice(0, 7)}`],
    ['setting', schemeWords[scheme].name.toLowerCase()],
    ['protocol', protocolWords[protocol].name.toLowerCase()],
    ['response', metric],
    ['folds', `${outerFolds} × ${innerFolds}`],
    ['seed', String(seed)],
    ['drugs', drugs === undefined ? 'all drugs' : formatQuantity(drugs.length, 'drug')],
    ['blocks', blocks === undefined ? 'all blocks' : blocks.join(' + ')],
    ...furtherFacts(others),
  ]);
}

/** Settings that not every run has, as far as they fit in a line. */
function furtherFacts(settings: object): [string, string][] {
  return Object.entries(settings)
    .filter(([name]) => name !== 'models')
    .map(([name, value]: [string, unknown]) => [`given ${name}`, beginningOf(value)]);
}

const longestFact = 24;

function beginningOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length <= longestFact ? text : `${text.slice(0, longestFact)}…`;
}

/** What two runs differ in beside their models: `setting: leave entries out / leave cell lines out`. */
export function runDifferences(a: EvaluationCard, b: EvaluationCard): string[] {
  const [ofA, ofB] = [facts(a), facts(b)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((what) => {
    const [first, second] = [ofA.get(what) ?? 'none', ofB.get(what) ?? 'none'];
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
