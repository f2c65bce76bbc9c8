import type { ScreenedDrug } from '#shared/model/results.ts';
import { tsvLine } from './tsv.ts';

const columns = [
  'drug',
  'n',
  'iqr',
  'true_mse_median',
  'permuted_mse_median',
  'p_value',
  'permutation_p',
  'q_value',
  'noisy',
  'repeats_run',
  'permutations_run',
];

/** A row per screened drug; `metric` stands last where drugs of several metrics are told apart. */
export function* screenTable(
  drugs: readonly ScreenedDrug[],
  { withMetric }: { withMetric: boolean },
): Generator<string> {
  yield tsvLine(withMetric ? [...columns, 'metric'] : columns);
  for (const drug of drugs) {
    const cells = [
      drug.drug,
      drug.sampleCount,
      drug.interquartileRange,
      drug.trueMedian,
      drug.permutedMedian,
      drug.pValue,
      drug.permutationP,
      drug.qValue,
      drug.isNoisy,
      drug.repeatsRun,
      drug.permutationsRun,
    ];
    yield tsvLine(withMetric ? [...cells, drug.metric] : cells);
  }
}
