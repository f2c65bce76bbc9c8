import { setImmediate } from 'node:timers/promises';
import { featureName } from '#shared/model/dataset.ts';
import type { Feature, MissingPolicy } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { throwIfCancelled } from '../context.ts';

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
    await setImmediate();
    throwIfCancelled(signal);
  }
}

/** Values that are looked at before others get the thread: some milliseconds. */
const valuesAtOnce = 2 ** 20;

function* selectingSteps(
  { features, values }: FeatureColumns,
  sampleCount: number,
  blockCount: number,
  filter: FeatureFilter,
): Generator<void, SelectedFeatures, void> {
  const kept: Feature[] = [];
  const dropped: Dropped[] = [];
  let constantCount = 0;
  let filledCount = 0;
  const columnsPerStep = Math.max(1, Math.floor(valuesAtOnce / sampleCount));
  for (const [index, feature] of features.entries()) {
    if (index % columnsPerStep === columnsPerStep - 1) yield;
    const column = values.subarray(index * sampleCount, (index + 1) * sampleCount);
    const facts = describeColumn(column);
    const reason = reasonToDrop(column, facts, filter);
    if (reason !== undefined) {
      dropped.push({ name: featureName(feature, blockCount), reason });
      continue;
    }
    if (facts.isConstant) constantCount += 1;
    if (facts.observedCount < sampleCount) filledCount += 1;
    if (kept.length < index) values.set(column, kept.length * sampleCount);
    kept.push(feature);
  }
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
function varianceOf(column: Float64Array, { observedCount, isConstant, sum }: ColumnFacts): number {
  if (isConstant) return 0;
  const mean = sum / observedCount;
  let squares = 0;
  for (let index = 0; index < column.length; index += 1) {
    const difference = column[index] - mean;
    if (!Number.isNaN(difference)) squares += difference * difference;
  }
  return squares / observedCount;
}

function reasonToDrop(
  column: Float64Array,
  facts: ColumnFacts,
  { missing, minVariance }: FeatureFilter,
): Dropped['reason'] | undefined {
  const { observedCount, isConstant } = facts;
  if (observedCount === 0 || (missing === 'drop' && observedCount < column.length)) return 'missing';
  if (minVariance <= 0 || varianceOf(column, facts) >= minVariance) return undefined;
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
