import type { BlockFit, NearPair, SanityReport, SpreadOfValues } from '#shared/model/sanity.ts';
import { formatNumber, formatShare } from '../../ui/numbers.ts';
import { formatQuantity } from '../../ui/quantities.ts';

const quartiles = { lower: 3, upper: 5 };

/** Whether only the two ends of a histogram hold values: a table of zeros and ones. */
export function isZeroOrOne({ quantiles, histogram }: SpreadOfValues): boolean {
  const between = histogram.slice(1, -1);
  return quantiles.at(0) === 0 && quantiles.at(-1) === 1 && between.every((count) => count === 0);
}

/** What a figure of values shows: where the middle half lies, or how many are 1. */
export function spreadFinding(spread: SpreadOfValues): string {
  const { name, quantiles, histogram } = spread;
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return `${name}: no values`;
  if (isZeroOrOne(spread))
    return `${name}: ${formatShare((histogram.at(-1) ?? 0) / total)} are 1, the rest 0`;
  if (quantiles.at(0) === quantiles.at(-1)) return `${name}: all values are ${formatNumber(quantiles[0])}`;
  const lower = formatNumber(quantiles[quartiles.lower]);
  const upper = formatNumber(quantiles[quartiles.upper]);
  return `${name}: the middle half lies between ${lower} and ${upper}`;
}

/** What else is worth knowing of a block's or a metric's values. */
export function spreadFacts({
  kind,
  columnCount,
  missingShare,
  constantColumnCount,
}: SpreadOfValues): string {
  const columns = formatQuantity(columnCount, kind === 'block' ? 'feature' : 'drug');
  const missing = missingShare === 0 ? 'none missing' : `${formatShare(missingShare)} missing`;
  const constant =
    constantColumnCount === 0
      ? []
      : [`${formatQuantity(constantColumnCount, 'column')} with one value throughout`];
  return [columns, missing, ...constant].join(' · ');
}

/** Whether two tables go together, with how surely. */
export function fitFinding(fits: readonly BlockFit[]): string {
  if (fits.length === 0) return 'No tables to compare: that takes two of them over enough samples';
  const strangers = fits.filter((fit) => !fit.fits);
  if (strangers.length > 0) {
    return strangers.length === 1
      ? `${strangers[0].first} and ${strangers[0].second} do not clearly fit together`
      : `${fits.length - strangers.length} of ${fits.length} pairs of tables clearly fit together`;
  }
  const misplaced = misplacedAtLeast(fits);
  if (misplaced > 0) return `All tables fit together, but for ${formatQuantity(misplaced, 'sample')}`;
  return 'All tables tell alike which samples are alike';
}

/** How many samples any pair of tables has in another's place; pairs name a part of theirs alone where there are many. */
function misplacedAtLeast(fits: readonly BlockFit[]): number {
  const named = new Set(fits.flatMap((fit) => fit.misplaced.map(({ sample }) => sample))).size;
  return Math.max(named, ...fits.map(misplacedCountOf));
}

export function misplacedCountOf(fit: BlockFit): number {
  return fit.misplacedCount ?? fit.misplaced.length;
}

/** How many pairs are nearly the same. */
export function nearFinding(pairs: readonly NearPair[], singular: 'sample' | 'drug'): string {
  const plural = `${singular}s`;
  if (pairs.length === 0) return `No two ${plural} are nearly the same`;
  const what = pairs.length === 1 ? 'is' : 'are';
  return `${formatQuantity(pairs.length, `pair of ${plural}`, `pairs of ${plural}`)} ${what} nearly the same`;
}

type MissingShares = Pick<SanityReport, 'samples' | 'drugs'>;

export function hasMissing({ samples, drugs }: MissingShares): boolean {
  return (
    drugs.some(({ missingShare }) => missingShare > 0) ||
    samples.some(({ missingFeatures, missingResponses }) => missingFeatures + missingResponses > 0)
  );
}

/** How the missing values are spread over samples and drugs. */
export function missingFinding(shares: MissingShares): string {
  const { samples, drugs } = shares;
  const bare = samples.filter(({ missingResponses }) => missingResponses > 0.5).length;
  const sparse = drugs.filter(({ missingShare }) => missingShare > 0.5).length;
  if (!hasMissing(shares)) return 'No value is missing';
  if (bare + sparse === 0) return 'Every sample and every drug has at least half of its values';
  const parts = [
    ...(bare > 0 ? [formatQuantity(bare, 'sample')] : []),
    ...(sparse > 0 ? [formatQuantity(sparse, 'drug')] : []),
  ];
  return `${parts.join(' and ')} ${bare + sparse === 1 ? 'lacks' : 'lack'} more than half of the responses`;
}
