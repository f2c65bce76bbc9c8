import type { ScreenCard } from '#shared/contract/methods.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { ScreenedDrug } from '#shared/model/results.ts';
import type { ScreenProtocol, ScreenSettings } from '#shared/model/settings.ts';

/** What a drug's noise is judged by: q under `strict`, the rank-sum P else. */
export type ScreenMeasure = 'P' | 'q';

/** The values of one metric's drugs, as the curves of passing drugs take them. */
export interface PassingSeries {
  name: string;
  values: number[];
  /** Drugs that there will be when the screen is done. */
  total: number;
  noisyFrom: number;
}

export type MetricOutcome = ScreenCard['noise'][number];

export function measureOf(protocol: ScreenProtocol): ScreenMeasure {
  return protocol === 'strict' ? 'q' : 'P';
}

/** @returns the value that is compared with the threshold */
export function decidingValue(protocol: ScreenProtocol, drug: ScreenedDrug): number | null {
  return measureOf(protocol) === 'q' ? drug.qValue : drug.pValue;
}

/** A series for each metric of a screen, in the order of its settings. */
export function passingSeries(
  { metrics, protocol, threshold }: Pick<ScreenSettings, 'metrics' | 'protocol' | 'threshold'>,
  drugs: readonly ScreenedDrug[],
  nameOf: (metric: string) => string = (metric) => metric,
  expectedCount = 0,
): PassingSeries[] {
  return metrics.map((metric) => {
    const values = drugs
      .filter((drug) => drug.metric === metric)
      .map((drug) => decidingValue(protocol, drug))
      .filter((value) => value !== null);
    return {
      name: nameOf(metric),
      values,
      total: Math.max(values.length, expectedCount),
      noisyFrom: threshold,
    };
  });
}

/** What a screen has come to for each of its metrics, among the drugs that are in. */
export function outcomesOf(metrics: readonly string[], drugs: readonly ScreenedDrug[]): MetricOutcome[] {
  return metrics.map((metric) => {
    const ofMetric = drugs.filter((drug) => drug.metric === metric);
    const noisyDrugs = ofMetric.filter(({ isNoisy }) => isNoisy).map(({ drug }) => drug);
    return { metric, screenedCount: ofMetric.length, noisyDrugs };
  });
}

/** @returns why a screen does not speak of the data that the project holds now; `undefined` when it does */
export function staleness(
  { datasetName, datasetHash }: Pick<ScreenCard, 'datasetName' | 'datasetHash'>,
  datasets: readonly DatasetSummary[],
): 'replaced' | 'removed' | undefined {
  const dataset = datasets.find(({ name }) => name === datasetName);
  if (dataset === undefined) return 'removed';
  return dataset.hash === datasetHash ? undefined : 'replaced';
}

/**
 * The P from which on a drug is noisy, among the screened drugs of a metric. Under `strict`, where q decides, it is the
 * step that Benjamini and Hochberg's procedure stopped at: a drug passes just when its permutation P is below it. Between
 * two drugs any number will do, and the shortest is given.
 */
export function noisyFromP(
  { protocol, threshold }: Pick<ScreenSettings, 'protocol' | 'threshold'>,
  drugs: readonly ScreenedDrug[],
): number {
  if (measureOf(protocol) === 'P' || drugs.length === 0) return threshold;
  const passingCount = drugs.filter(({ isNoisy }) => !isNoisy).length;
  const step = (Math.max(1, passingCount) / drugs.length) * threshold;
  const divides = (border: number) =>
    drugs.every(({ permutationP, isNoisy }) => permutationP !== null && permutationP >= border === isNoisy);
  const shortened = Array.from({ length: 14 }, (_, place) => Number(step.toPrecision(2 + place)));
  return shortened.find(divides) ?? step;
}

/** The median response ranges of the drugs that pass and of those that do not; `undefined` where there is none. */
export function medianRanges(drugs: readonly ScreenedDrug[]): { passing?: number; noisy?: number } {
  const rangesOf = (isNoisy: boolean) =>
    drugs.filter((drug) => drug.isNoisy === isNoisy).map(({ interquartileRange }) => interquartileRange);
  return { passing: median(rangesOf(false)), noisy: median(rangesOf(true)) };
}

function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2;
}
