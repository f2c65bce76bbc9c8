import type {
  Agreement,
  DistanceMeasure,
  DrugLabelKind,
  Linkage,
  WeightScale,
} from '#shared/model/clustering.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { formatFixed } from '../../ui/numbers.ts';
import { formatQuantity } from '../../ui/quantities.ts';

export const linkageNames: Readonly<Record<Linkage, string>> = {
  wardD: 'Ward.D (the paper’s)',
  wardD2: 'Ward.D2',
  average: 'Average',
  complete: 'Complete',
  single: 'Single',
};

export const distanceNames: Readonly<Record<DistanceMeasure, string>> = {
  euclidean: 'Euclidean',
  correlation: 'Correlation (1 − r)',
};

/** What the heights of a tree are. */
export const heightWords: Readonly<Record<DistanceMeasure, string>> = {
  euclidean: 'height of merges, Euclidean distance of weights',
  correlation: 'height of merges, 1 − r of weights',
};

export const scaleNames: Readonly<Record<WeightScale, string>> = {
  fitted: 'As fitted',
  original: 'As imported',
};

export const labelNames: Readonly<Record<DrugLabelKind, string>> = {
  mechanism: 'mechanism',
  target: 'target',
  class: 'class',
};

/** What stands for labels when nothing is known of the drugs. */
export const noLabelWord = 'mechanism';

/** What the weights of a model are in, on a scale. */
export function weightUnit({ metric, scale, responses }: FitSettings, shown: WeightScale): string {
  const response = shown === 'fitted' && responses === 'unit' ? 's.d. of response' : metric;
  const feature = shown === 'fitted' && scale === 'unit' ? 's.d. of feature' : 'unit of feature';
  return `weight, ${response} per ${feature}`;
}

/** How well a cut agrees with what is known: `adjusted Rand index 0.31 against target`. */
export function agreementWords(agreement: Agreement | undefined, clusterCount: number): string {
  if (agreement === undefined) return 'nothing is known of these drugs to compare the clusters with';
  const index = agreement.byClusterCount.at(clusterCount - 1) ?? null;
  const value = index === null ? 'not defined' : formatFixed(index, 2);
  return `adjusted Rand index ${value} against ${labelNames[agreement.label]}`;
}

/** What the index is taken over: `15 targets among 22 of 24 drugs`. */
export function agreementBasis({ label, classCount, labelledCount }: Agreement, drugCount: number): string {
  const classes = formatQuantity(classCount, labelNames[label], label === 'class' ? 'classes' : undefined);
  const of = labelledCount === drugCount ? '' : ` of ${drugCount}`;
  return `${classes} among ${labelledCount}${of} drugs`;
}

/** The number of clusters at which an index is highest. */
export function bestCut({ byClusterCount }: Agreement): { clusterCount: number; index: number } | undefined {
  const defined = byClusterCount.flatMap((index, place) =>
    index === null ? [] : [{ clusterCount: place + 1, index }],
  );
  return defined.toSorted((a, b) => b.index - a.index).at(0);
}
