import type { ScreenedDrug } from '../../model/results.ts';
import type { ScreenProtocol, ScreenSettings } from '../../model/settings.ts';
import { falseDiscoveryRates } from '../statistics/falseDiscovery.ts';
import { quantile } from '../statistics/quantile.ts';
import { rankSumTest } from '../statistics/rankSum.ts';

/** What the screen measured of one task: all that its place in the table is made of. */
export interface TaskScreen {
  metric: string;
  drug: string;
  sampleCount: number;
  interquartileRange: number;
  l1Ratio: number;
  /** See `ScreenErrors`. */
  trueErrors: Float64Array;
  permutedErrors: Float64Array;
  /** Resamples that the true errors were taken from. */
  repeatsRun: number;
  /** Fewer permutations than asked for: the side of the threshold was settled before. */
  isEarly: boolean;
  /** Fits that stopped before their tolerance. */
  unconverged: number;
}

/** Permuted statistics at or below the true one that end a drug's permutations (Besag & Clifford 1991). */
export const sequentialStop = 20;

/** The table of a screen, q and noise being judged among the drugs of a metric. Tasks keep their order. */
export function screenedDrugs(
  { protocol, threshold }: Pick<ScreenSettings, 'protocol' | 'threshold'>,
  tasks: readonly TaskScreen[],
): ScreenedDrug[] {
  const permutationPs = tasks.map((task) => (protocol === 'strict' ? permutationP(task) : null));
  const qValues = ratesByMetric(tasks, permutationPs);
  return tasks.map((task, place) => {
    const { trueErrors, permutedErrors } = task;
    const pValue = rankSumTest(trueErrors, permutedErrors).pLess;
    const qValue = qValues[place];
    return {
      metric: task.metric,
      drug: task.drug,
      sampleCount: task.sampleCount,
      interquartileRange: task.interquartileRange,
      trueMedian: quantile(trueErrors, 0.5),
      permutedMedian: quantile(permutedErrors, 0.5),
      pValue,
      permutationP: permutationPs[place],
      qValue,
      isNoisy: decidingValue(protocol, pValue, qValue) >= threshold,
      repeatsRun: task.repeatsRun,
      permutationsRun: permutedErrors.length,
      isEarly: task.isEarly,
      l1Ratio: task.l1Ratio,
    };
  });
}

/**
 * The exact permutation P: (1 + permuted statistics at or below the true one) / (1 + permutations), or the stop's count
 * over the permutations run where they ended at it.
 */
export function permutationP({
  trueErrors,
  permutedErrors,
}: Pick<TaskScreen, 'trueErrors' | 'permutedErrors'>): number {
  const [statistic] = trueErrors;
  const count = permutedErrors.reduce((sum, error) => (error <= statistic ? sum + 1 : sum), 0);
  if (count >= sequentialStop) return count / permutedErrors.length;
  return (1 + count) / (1 + permutedErrors.length);
}

function decidingValue(protocol: ScreenProtocol, pValue: number, qValue: number | null): number {
  return protocol === 'strict' && qValue !== null ? qValue : pValue;
}

function ratesByMetric(
  tasks: readonly TaskScreen[],
  permutationPs: readonly (number | null)[],
): (number | null)[] {
  const rates: (number | null)[] = tasks.map(() => null);
  for (const metric of new Set(tasks.map((task) => task.metric))) {
    const places = tasks.flatMap((task, place) => (task.metric === metric ? [place] : []));
    const values = places.map((place) => permutationPs[place]);
    if (values.some((value) => value === null)) continue;
    falseDiscoveryRates(values.map((value) => value ?? NaN)).forEach((rate, k) => {
      rates[places[k]] = rate;
    });
  }
  return rates;
}
