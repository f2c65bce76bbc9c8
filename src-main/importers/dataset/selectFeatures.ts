import { featureName } from '#shared/model/dataset.ts';
import type { Feature, MissingPolicy } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { nextTurn, valuesAtOnce } from '../context.ts';

type Dropped = MatchReport['droppedFeatures'][number];

/** Features with their values, column-major, samples x features. */
export interface FeatureColumns {
  features: Feature[];
  values: Float64Array;
}

export interface FeatureFilter {
  missing: MissingPolicy;
  minVariance: number;
}

export interface SelectedFeatures extends FeatureColumns {
  dropped: Dropped[];
  constantCount: number;
  filledCount: number;
}

/**
 * Leaves out what the filter says, moving the columns that stay together in place; `values` of the answer is a
 * view. Without a least variance a constant feature stays: it gets weight 0.
 * @throws TracewiseError `invalid-input` when no feature is left
 */
export function selectFeatures(
  columns: FeatureColumns,
  sampleCount: number,
  blockCount: number,
  filter: FeatureFilter,
): SelectedFeatures {
  const steps = selectingSteps(columns, sampleCount, blockCount, filter);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As `selectFeatures`, in pieces between which others get the thread. @throws TracewiseError also `cancelled` */
export async function selectFeaturesInPieces(
  columns: FeatureColumns,
  sampleCount: number,
  blockCount: number,
  filter: FeatureFilter,
  signal: AbortSignal,
): Promise<SelectedFeatures> {
  const steps = selectingSteps(columns, sampleCount, blockCount, filter);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await nextTurn(signal);
  }
}

function* selectingSteps(
  { features, values }: FeatureColumns,
  sampleCount: number,
  blockCount: number,
  filter: FeatureFilter,
): Generator<void, SelectedFeatures, void> {
  const judge = new FeatureJudge(sampleCount, blockCount, filter);
  const columnsPerStep = Math.max(1, Math.floor(valuesAtOnce / sampleCount));
  for (const [index, feature] of features.entries()) {
    if (index % columnsPerStep === columnsPerStep - 1) yield;
    const column = values.subarray(index * sampleCount, (index + 1) * sampleCount);
    const place = judge.features.length;
    const facts = describeColumn(column);
    if (!judge.keeps(feature, facts, () => varianceOf(column, facts))) continue;
    if (place < index) values.set(column, place * sampleCount);
  }
  const found = judge.finish();
  return { ...found, values: values.subarray(0, found.features.length * sampleCount) };
}

/** Goes through features and remembers which stay, and why the others do not. */
export class FeatureJudge {
  readonly features: Feature[] = [];
  readonly #dropped: Dropped[] = [];
  readonly #sampleCount: number;
  readonly #blockCount: number;
  readonly #filter: FeatureFilter;
  #constantCount = 0;
  #filledCount = 0;

  constructor(sampleCount: number, blockCount: number, filter: FeatureFilter) {
    this.#sampleCount = sampleCount;
    this.#blockCount = blockCount;
    this.#filter = filter;
  }

  /** @param variance with divisor n, over what is observed; asked for where it counts */
  keeps(feature: Feature, { observedCount, isConstant }: ColumnFacts, variance: () => number): boolean {
    const { missing, minVariance } = this.#filter;
    const hasMissing = observedCount < this.#sampleCount;
    let reason: Dropped['reason'] | undefined;
    if (observedCount === 0 || (missing === 'drop' && hasMissing)) reason = 'missing';
    else if (minVariance > 0 && (isConstant ? 0 : variance()) < minVariance) {
      reason = isConstant ? 'constant' : 'low-variance';
    }
    if (reason !== undefined) {
      this.#dropped.push({ name: featureName(feature, this.#blockCount), reason });
      return false;
    }
    if (isConstant) this.#constantCount += 1;
    if (hasMissing) this.#filledCount += 1;
    this.features.push(feature);
    return true;
  }

  /** @throws TracewiseError `invalid-input` when no feature is left */
  finish(): Omit<SelectedFeatures, 'values'> {
    if (this.features.length === 0) throw noFeatureLeft(this.#dropped, this.#filter.missing);
    return {
      features: this.features,
      dropped: this.#dropped,
      constantCount: this.#constantCount,
      filledCount: this.#filledCount,
    };
  }
}

export interface ColumnFacts {
  observedCount: number;
  isConstant: boolean;
  sum: number;
}

/** What a column's observed values (not NaN) say of it. */
export function describeColumn(column: Float64Array): ColumnFacts {
  let observedCount = 0;
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let index = 0; index < column.length; index += 1) {
    const value = column[index];
    if (Number.isNaN(value)) continue;
    observedCount += 1;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { observedCount, isConstant: least >= most, sum };
}

/** Divisor n, over what is observed. */
export function varianceOf(column: Float64Array, { observedCount, sum }: ColumnFacts): number {
  const mean = sum / observedCount;
  let squares = 0;
  for (let index = 0; index < column.length; index += 1) {
    const difference = column[index] - mean;
    if (!Number.isNaN(difference)) squares += difference * difference;
  }
  return squares / observedCount;
}

function noFeatureLeft(dropped: readonly Dropped[], missing: MissingPolicy): TracewiseError {
  const missingCount = dropped.filter(({ reason }) => reason === 'missing').length;
  return new TracewiseError('invalid-input', 'no feature is left to import', {
    found: `${missingCount} features with missing values and ${dropped.length - missingCount} that vary too little`,
    expected: 'at least one feature that passes the filters',
    remedy: remedyFor(missingCount, missing),
  });
}

function remedyFor(missingCount: number, missing: MissingPolicy): string {
  if (missingCount === 0) return 'Ask for less variance';
  return missing === 'drop'
    ? 'Fill missing values with the mean of the training samples instead of dropping their features'
    : 'Look into the feature files: these columns hold no value for the matched samples';
}
