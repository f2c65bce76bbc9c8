import type { PartedPair } from '../../model/leaks.ts';
import type { Evaluation } from '../../model/results.ts';
import type { NearPair, SanityReport } from '../../model/sanity.ts';

type Held = Pick<Evaluation, 'samples' | 'drugs' | 'folds' | 'settings'>;

/**
 * Which of the samples and drugs that are nearly the same an evaluation held out apart, those of most entries first.
 * Drugs count in the transductive setting alone, where a sample's response to the one may be trained on while that to
 * the other is predicted. A pair that agrees in several blocks is named once.
 */
export function partedPairs(
  evaluation: Held,
  { nearSamples, nearDrugs }: Pick<SanityReport, 'nearSamples' | 'nearDrugs'>,
): PartedPair[] {
  const { samples, drugs, folds, settings } = evaluation;
  const rows = samples.length;
  const ofSamples = parted('samples', nearSamples, samples, (first, second) =>
    drugs.map((_, task) => [folds[task * rows + first], folds[task * rows + second]]),
  );
  if (settings.scheme !== 'transductive') return ofSamples;
  const ofMetric = nearDrugs.filter(({ within }) => within === settings.metric);
  const ofDrugs = parted('drugs', ofMetric, drugs, (first, second) =>
    samples.map((_, sample) => [folds[first * rows + sample], folds[second * rows + sample]]),
  );
  return [...ofSamples, ...ofDrugs];
}

function parted(
  kind: PartedPair['kind'],
  pairs: readonly NearPair[],
  names: readonly string[],
  foldsOf: (first: number, second: number) => number[][],
): PartedPair[] {
  const places = new Map(names.map((name, place) => [name, place]));
  const found = new Map<string, PartedPair>();
  for (const { first, second, within, correlation } of pairs) {
    const key = JSON.stringify([first, second]);
    const [one, other] = [places.get(first), places.get(second)];
    if (one === undefined || other === undefined || found.has(key)) continue;
    const shared = foldsOf(one, other).filter((both) => both.every((fold) => fold > 0));
    const partedCount = shared.filter(([a, b]) => a !== b).length;
    if (partedCount === 0) continue;
    found.set(key, { kind, first, second, within, correlation, partedCount, sharedCount: shared.length });
  }
  return [...found.values()].sort((a, b) => b.partedCount - a.partedCount);
}
