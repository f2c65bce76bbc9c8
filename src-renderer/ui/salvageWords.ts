import type { GoodCopy, SalvagedKind } from '#shared/model/salvage.ts';
import { formatBytes, formatMoment, formatQuantity } from './quantities.ts';

const pluralOf: Readonly<Record<SalvagedKind['what'], string>> = {
  'data set': 'data sets',
  evaluation: 'evaluations',
  model: 'models',
  screen: 'screens',
  clustering: 'clusterings',
  enrichment: 'enrichments',
  'number of tasks': 'numbers of tasks',
  'unfinished job': 'unfinished jobs',
};

/** `Models`. */
export function headingOf({ what }: SalvagedKind): string {
  const plural = pluralOf[what];
  return plural.charAt(0).toUpperCase() + plural.slice(1);
}

/** `2 data sets, 1 model`; `nothing` when there is nothing whole. */
export function wholeInWords(contents: readonly SalvagedKind[]): string {
  const parts = contents
    .filter(({ whole }) => whole.length > 0)
    .map(({ what, whole }) => formatQuantity(whole.length, what, pluralOf[what]));
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

/** `Backup of 22 Nov 2026, 14:05 (3.21 MB)`. */
export function copyInWords({ kind, savedAt, byteCount }: GoodCopy): string {
  const noun = kind === 'backup' ? 'Backup' : 'Copy from before an update,';
  return `${noun} of ${formatMoment(savedAt)} (${formatBytes(byteCount)})`;
}
