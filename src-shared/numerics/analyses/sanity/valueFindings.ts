import type { NearPair, SpreadOfValues } from '../../../model/sanity.ts';
import type { Finding, Measured } from './measured.ts';
import { counted, listed, percent, shown } from './words.ts';

/** Nines alone, or -99 and longer: how programs that know no missing value write one. */
const missingCode = /^(-99+|999+)$/;

/**
 * How far a code lies from the median, in distances from the median to what 5 % of the values lie beyond on the other
 * side: a code that is nearly half of the values does not widen that. 20 are 33 standard deviations of a normal.
 */
const codeDistance = 20;

/** The same in spreads of the middle 90 %, where half of the values are one. */
const codeDistanceOfSpread = 10;

/** Share of a block's features that may be constant: rare mutations often are, once samples are left out. */
const unremarkableConstants = 0.05;

const mostlyMissing = 0.5;
const fewestResponses = 20;

/** Extremes that look like a code for a missing value. */
export function missingCodeFindings({ spreads }: Measured): Finding[] {
  return spreads.flatMap((spread) =>
    codesIn(spread).map(({ value, from, to }): Finding => {
      const code = String(value).replace('-', '−');
      return {
        severity: 'problem',
        title: `${code} in ${spread.name} looks like a code for a missing value`,
        sentence: `Half of the values of ${spread.name} lie between ${shown(from)} and ${shown(to)}, and ${code} far outside. Empty these fields in its file, or write NA there, and import it again.`,
      };
    }),
  );
}

interface Code {
  value: number;
  /** Between these lies the half of the values that is on the code's other side. */
  from: number;
  to: number;
}

function codesIn({ quantiles }: SpreadOfValues): Code[] {
  if (quantiles.length === 0) return [];
  const [least, , low, , median, , high, , greatest] = quantiles;
  const isCode = (value: number, side: number) =>
    missingCode.test(String(value)) &&
    Math.abs(value - median) >
      Math.max(side > 0 ? codeDistance * side : codeDistanceOfSpread * (high - low), 2 * Math.abs(median));
  return [
    ...(isCode(least, high - median) ? [{ value: least, from: median, to: greatest }] : []),
    ...(isCode(greatest, median - low) ? [{ value: greatest, from: least, to: median }] : []),
  ];
}

/** Samples that are nearly the same. */
export function nearSampleFindings({ nearSamples }: Measured): Finding[] {
  if (nearSamples.length === 0) return [];
  return [
    {
      severity: 'caution',
      title: `${counted(countPairs(nearSamples), 'pair')} of samples nearly ${agree(nearSamples)}`,
      sentence: `${listed(nearSamples.map(pairInWords))}. What is held out of the one is known from the other, so that errors look smaller than they are: leave one of each pair out.`,
    },
  ];
}

/** Drugs that are nearly the same, and drugs that are called alike. */
export function nearDrugFindings({ nearDrugs }: Measured): Finding[] {
  const byValues = nearDrugs.filter(({ byName }) => byName !== true);
  const byName = nearDrugs.filter((pair) => pair.byName === true);
  const findings: Finding[] = [];
  if (byName.length > 0) {
    findings.push({
      severity: 'caution',
      title: `${counted(countPairs(byName), 'compound')} ${countPairs(byName) === 1 ? 'stands' : 'stand'} in the table more than once`,
      sentence: `${listed(byName.map(pairInWords))}. They are called alike, and what is held out of the one may be known from the other: keep one of each, or tell them apart on purpose.`,
    });
  }
  if (byValues.length > 0) {
    findings.push({
      severity: 'caution',
      title: `${counted(countPairs(byValues), 'pair')} of drugs nearly ${agree(byValues)}`,
      sentence: `${listed(byValues.map(pairInWords))}. What is held out of the one is known from the other: keep one of each pair, or read errors of models that share between drugs with that in mind.`,
    });
  }
  return findings;
}

function agree(pairs: readonly NearPair[]): string {
  return countPairs(pairs) === 1 ? 'agrees' : 'agree';
}

function countPairs(pairs: readonly NearPair[]): number {
  return new Set(pairs.map(({ first, second }) => JSON.stringify([first, second]))).size;
}

function pairInWords({ first, second, within, correlation, sharedCount }: NearPair): string {
  return `${first} with ${second} (${within}: correlation ${shown(correlation)} over ${sharedCount} values)`;
}

/** Samples and drugs that hardly have a value. */
export function emptyFindings({ samples, drugs }: Measured): Finding[] {
  const without = samples.filter(({ missingResponses }) => missingResponses >= 1);
  const sparse = samples.filter(({ missingFeatures }) => missingFeatures > mostlyMissing);
  const thin = drugs.filter(
    ({ missingShare }) => (1 - missingShare) * samples.length < fewestResponses - 0.5,
  );
  const findings: Finding[] = [];
  if (sparse.length > 0) {
    findings.push({
      severity: 'caution',
      title: `${counted(sparse.length, 'sample')} without most of their features`,
      sentence: `${listed(sparse.map(({ name, missingFeatures }) => `${name} (${percent(missingFeatures)} missing)`))}. What is missing counts as the mean of the others: leave these samples out.`,
    });
  }
  if (without.length > 0) {
    findings.push({
      severity: 'caution',
      title: `${counted(without.length, 'sample')} without any response`,
      sentence: `No model learns from ${listed(without.map(({ name }) => name))}. Check that the names match those of the response table.`,
    });
  }
  if (thin.length > 0 && samples.length >= fewestResponses) {
    findings.push({
      severity: 'caution',
      title: `${counted(thin.length, 'drug')} with fewer than ${fewestResponses} values`,
      sentence: `Too few to judge a model by: ${listed(thin.map(({ name, metric }) => `${name} (${metric})`))}. They are left out of most comparisons.`,
    });
  }
  return findings;
}

/** Drugs that hold one value only, and blocks of which many features do. */
export function constantFindings({ spreads }: Measured): Finding[] {
  return spreads
    .filter(({ kind, constantColumnCount, columnCount }) => {
      return constantColumnCount > (kind === 'metric' ? 0 : unremarkableConstants * columnCount);
    })
    .map(({ name, kind, constantColumnCount, columnCount }) => {
      const columns = counted(constantColumnCount, kind === 'block' ? 'feature' : 'drug');
      return {
        severity: 'caution',
        title: `${columns} of ${name} without any variation`,
        sentence: `Of ${columnCount}, so many have the same value in every sample, or none: nothing can be learnt ${kind === 'block' ? 'from' : 'about'} them.`,
      };
    });
}
