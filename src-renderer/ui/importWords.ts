import type { InspectedFile } from '#shared/contract/methods.ts';
import type {
  DuplicateNames,
  DuplicateRule,
  NameReport,
  Orientation,
  ReplicateRule,
} from '#shared/model/imports.ts';
import { formatCount } from './numbers.ts';
import { formatQuantity } from './quantities.ts';

export const orientationWords: Readonly<Record<Orientation, string>> = {
  'samples-in-rows': 'samples in rows',
  'samples-in-columns': 'samples in columns',
};

export const duplicateWords: Readonly<Record<DuplicateRule, string>> = {
  refuse: 'refuse the file',
  first: 'take the first',
  mean: 'take the mean',
  median: 'take the median',
};

export const replicateWords: Readonly<Record<ReplicateRule, string>> = {
  mean: 'take the mean',
  median: 'take the median',
};

const tokenWords = (token: string) => (token === '' ? 'empty cells' : token);

/** How large a file is and what stands for missing in it: `504 rows × 24 columns · missing: NA`. */
export function describeExtent({ rowCount, columnCount, missingTokens }: InspectedFile): string {
  const missing = missingTokens.length === 0 ? [] : [`missing: ${missingTokens.map(tokenWords).join(', ')}`];
  const extent = `${formatQuantity(rowCount, 'row')} × ${formatQuantity(columnCount, 'column')}`;
  return [extent, ...missing].join(' · ');
}

/** A list of names in a sentence: `a`, `a and b`, `a, b and c`. */
export function listWords(names: readonly string[]): string {
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** How the names of a file were understood, in one line; kinds that did not happen are left out. */
export function describeNames(report: NameReport): string {
  const counts: [number, string][] = [
    [report.exactCount, 'as written'],
    [report.normalised.length, 'but for case, signs or tissue'],
    [report.aliases.length, 'by an alias'],
    [report.mended.length, 'mended'],
    [report.chosen.length, 'as you chose'],
    [report.ambiguous.length, 'ambiguous'],
    [report.unmatched.length, 'unmatched'],
  ];
  return counts
    .filter(([count]) => count > 0)
    .map(([count, words]) => `${formatCount(count)} ${words}`)
    .join(' · ');
}

const duplicateKinds: Readonly<Record<DuplicateNames['kind'], string>> = {
  sample: 'sample',
  feature: 'feature',
  drug: 'drug',
  pair: 'pair of sample and drug',
};

const duplicateDeeds: Readonly<Record<DuplicateRule, string>> = {
  refuse: 'the file is refused',
  first: 'the first is taken',
  mean: 'their mean is taken',
  median: 'their median is taken',
};

/** What was made of names that stand several times in a file: one sentence. */
export function describeDuplicates({ file, kind, rule, count }: DuplicateNames): string {
  const plural = kind === 'pair' ? 'pairs of sample and drug' : undefined;
  const stands = count === 1 ? 'stands' : 'stand';
  return `${formatQuantity(count, duplicateKinds[kind], plural)} ${stands} several times in ${file}: ${duplicateDeeds[rule]}.`;
}
