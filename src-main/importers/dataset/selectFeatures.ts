import { featureName } from '#shared/model/dataset.ts';
import type { Feature, MissingPolicy } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import { TracewiseError } from '#shared/model/errors.ts';

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

/**
 * Leaves out what the filter says, moving the columns that stay together in place; `values` of the answer is a
 * view. Without a least variance a constant feature stays: it gets weight 0.
 * @throws TracewiseError `invalid-input` when no feature is left
 */
export function selectFeatures(
  { features, values }: FeatureColumns,
  sampleCount: number,
  blockCount: number,
  filter: FeatureFilter,
): FeatureColumns & { dropped: Dropped[]; constantCount: number; filledCount: number } {
  const kept: Feature[] = [];
  const dropped: Dropped[] = [];
  let constantCount = 0;
  let filledCount = 0;
  features.forEach((feature, index) => {
    const column = values.subarray(index * sampleCount, (index + 1) * sampleCount);
    const facts = describeColumn(column);
    const reason = reasonToDrop(facts, sampleCount, filter);
    if (reason !== undefined) {
      dropped.push({ name: featureName(feature, blockCount), reason });
      return;
    }
    if (facts.isConstant) constantCount += 1;
    if (facts.observedCount < sampleCount) filledCount += 1;
    values.copyWithin(kept.length * sampleCount, index * sampleCount, (index + 1) * sampleCount);
    kept.push(feature);
  });
  if (kept.length === 0) throw noFeatureLeft(dropped, filter.missing);
  return {
    features: kept,
    values: values.subarray(0, kept.length * sampleCount),
    dropped,
    constantCount,
    filledCount,
  };
}

interface ColumnFacts {
  observedCount: number;
  isConstant: boolean;
  /** Divisor n, over what is observed. */
  variance: number;
}

/** What a column's observed values (not NaN) say of it. */
export function describeColumn(column: Float64Array): ColumnFacts {
  let observedCount = 0;
  let sum = 0;
  let least = Infinity;
  let most = -Infinity;
  for (const value of column) {
    if (Number.isNaN(value)) continue;
    observedCount += 1;
    sum += value;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const mean = sum / observedCount;
  let squares = 0;
  for (const value of column) if (!Number.isNaN(value)) squares += (value - mean) ** 2;
  const isConstant = least >= most;
  return { observedCount, isConstant, variance: isConstant ? 0 : squares / observedCount };
}

function reasonToDrop(
  { observedCount, isConstant, variance }: ColumnFacts,
  sampleCount: number,
  { missing, minVariance }: FeatureFilter,
): Dropped['reason'] | undefined {
  if (observedCount === 0 || (missing === 'drop' && observedCount < sampleCount)) return 'missing';
  if (variance >= minVariance) return undefined;
  return isConstant ? 'constant' : 'low-variance';
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
