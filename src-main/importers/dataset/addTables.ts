import { TracewiseError } from '#shared/model/errors.ts';
import type { Dataset, Drug } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import type { ReadTables } from './readTables.ts';
import { selectFeatures } from './selectFeatures.ts';

/** The data set that tables are added to. */
export interface AddedTo {
  dataset: Dataset;
  /** Whether blocks and metrics that it has already give way to those that come. */
  replace: boolean;
}

/** The names of its blocks, in their order. */
export function blocksOf({ features }: Dataset): string[] {
  return [...new Set(features.map(({ block }) => block))];
}

function metricsOf({ responses }: Dataset): string[] {
  return responses.map(({ metric }) => metric.name);
}

/** @throws TracewiseError `conflict` for a block or metric that the data set has already, unless it is to be replaced */
export function refusePresent({ dataset, replace }: AddedTo, { features, responses }: ReadTables): void {
  if (replace) return;
  const blocks = blocksOf(dataset);
  const metrics = metricsOf(dataset);
  const block = features.find(({ label }) => blocks.includes(label));
  const metric = responses.find(({ label }) => metrics.includes(label));
  const present = block ?? metric;
  if (present === undefined) return;
  const kind = present === block ? 'block' : 'metric';
  throw new TracewiseError(
    'conflict',
    `the data set "${dataset.name}" has the ${kind} "${present.label}" already`,
    {
      place: { file: present.file },
      remedy: `Give the ${kind} another name, or replace it.`,
    },
  );
}

/** Roles of files that bring one block of the same name. */
const ownRoles: ReadonlySet<string> = new Set(['expression', 'copy-number', 'mutation']);

export interface ExtendedDataset {
  dataset: Dataset;
  /** The samples of the data set that a new block does not have. */
  lost: MatchReport['unmatchedSamples'];
  /** Features whose values went with those samples. */
  dropped: MatchReport['droppedFeatures'];
  warnings: string[];
}

/**
 * A data set with the blocks and metrics of another one that was matched against its samples: those of the same name are
 * replaced where they stand, others follow. The drugs of the other are those of the data set and its own.
 */
export function extendDataset(old: Dataset, added: Dataset): ExtendedDataset {
  const places = new Map(old.samples.map(({ name }, place) => [name, place]));
  const rows = added.samples.map(({ name }) => places.get(name) ?? -1);
  const keptNames = new Set(added.samples.map(({ name }) => name));
  const lost = old.samples.map(({ name }) => name).filter((name) => !keptNames.has(name));
  const replaced = new Set(blocksOf(added).filter((block) => ownRoles.has(block)));
  const merged = mergeFeatures(old, added, rows);
  const { features, values, dropped } =
    lost.length === 0
      ? { ...merged, dropped: [] }
      : selectFeatures(merged, rows.length, new Set(merged.features.map(({ block }) => block)).size, {
          missing: 'mean',
          minVariance: 0,
        });
  const dataset: Dataset = {
    name: added.name,
    samples: added.samples.map((sample, index) => ({ ...old.samples[rows[index]], ...sample })),
    features,
    featureValues: values,
    ...mergeResponses(old, added, rows),
    missingPolicy:
      added.features.length > 0 && old.missingPolicy === 'drop' ? added.missingPolicy : old.missingPolicy,
    provenance: [...old.provenance.filter(({ role }) => !replaced.has(role)), ...added.provenance],
  };
  return {
    dataset,
    lost: lost.length === 0 ? [] : [{ file: `the data set "${old.name}"`, samples: lost }],
    dropped,
    warnings: warningsOf(old, added, lost),
  };
}

function mergeFeatures(old: Dataset, added: Dataset, rows: readonly number[]) {
  const blocks = [...new Set([...blocksOf(old), ...blocksOf(added)])];
  const columns = blocks.flatMap((block) => {
    const newer = placesOf(added, block).map((place) => ({ from: added, place }));
    return newer.length > 0 ? newer : placesOf(old, block).map((place) => ({ from: old, place }));
  });
  const values = new Float64Array(rows.length * columns.length);
  columns.forEach(({ from, place }, column) => {
    const target = values.subarray(column * rows.length, (column + 1) * rows.length);
    if (from === added) target.set(columnOf(added.featureValues, place, rows.length));
    else pick(columnOf(old.featureValues, place, old.samples.length), rows, target);
  });
  return { features: columns.map(({ from, place }) => from.features[place]), values };
}

function placesOf({ features }: Dataset, block: string): number[] {
  return [...features.keys()].filter((place) => features[place].block === block);
}

/** The drugs of both; those that a replaced metric alone had a value of are left out. */
function mergeResponses(
  old: Dataset,
  added: Dataset,
  rows: readonly number[],
): Pick<Dataset, 'drugs' | 'responses'> {
  const sampleCount = rows.length;
  const newer = new Map(added.responses.map((response) => [response.metric.name, response]));
  const older = old.responses.map(
    (response) => newer.get(response.metric.name) ?? widened(response, old, added.drugs.length, rows),
  );
  const known = new Set(metricsOf(old));
  const responses = [...older, ...added.responses.filter(({ metric }) => !known.has(metric.name))];
  const isReplacing = added.responses.some(({ metric }) => known.has(metric.name));
  const hasValue = (place: number) =>
    responses.some(({ values }) =>
      columnOf(values, place, sampleCount).some((value) => !Number.isNaN(value)),
    );
  const kept = [...added.drugs.keys()].filter((place) => !isReplacing || hasValue(place));
  const knownDrugs = new Map(old.drugs.map((drug) => [drug.name, drug]));
  return {
    drugs: kept.map((place) => described(added.drugs[place], knownDrugs.get(added.drugs[place].name))),
    responses: responses.map(({ metric, values }) => ({
      metric,
      values: kept.length === added.drugs.length ? values : pickColumns(values, kept, sampleCount),
    })),
  };
}

/** What is newly said of a drug, and what was said of it before where nothing is. */
function described(drug: Drug, before: Drug = drug): Drug {
  return {
    name: drug.name,
    target: drug.target ?? before.target,
    mechanism: drug.mechanism ?? before.mechanism,
    drugClass: drug.drugClass ?? before.drugClass,
  };
}

/** A metric's values for the samples that stay, with drugs that came since and have none; those come last. */
function widened(
  { metric, values }: Dataset['responses'][number],
  old: Dataset,
  drugCount: number,
  rows: readonly number[],
): Dataset['responses'][number] {
  const wide = new Float64Array(rows.length * drugCount).fill(Number.NaN);
  old.drugs.forEach((_, place) => {
    const target = wide.subarray(place * rows.length, (place + 1) * rows.length);
    pick(columnOf(values, place, old.samples.length), rows, target);
  });
  return { metric, values: wide };
}

function columnOf(values: Float64Array, place: number, sampleCount: number): Float64Array {
  return values.subarray(place * sampleCount, (place + 1) * sampleCount);
}

function pick(column: Float64Array, rows: readonly number[], target: Float64Array): void {
  rows.forEach((row, index) => (target[index] = column[row]));
}

function pickColumns(values: Float64Array, places: readonly number[], sampleCount: number): Float64Array {
  const picked = new Float64Array(places.length * sampleCount);
  places.forEach((place, index) => picked.set(columnOf(values, place, sampleCount), index * sampleCount));
  return picked;
}

function warningsOf(old: Dataset, added: Dataset, lost: readonly string[]): string[] {
  const blocks = blocksOf(old).filter((block) => blocksOf(added).includes(block));
  const metrics = metricsOf(old).filter((metric) => metricsOf(added).includes(metric));
  return [
    ...blocks.map((block) => `The block "${block}" that the data set had is replaced.`),
    ...metrics.map((metric) => `The metric "${metric}" that the data set had is replaced.`),
    ...(lost.length === 0
      ? []
      : [
          `${lost.length} of the data set's ${old.samples.length} samples ` +
            `${lost.length === 1 ? 'is not in the new blocks and goes' : 'are not in the new blocks and go'}: ` +
            `${lost.slice(0, 3).join(', ')}${lost.length > 3 ? ` and ${lost.length - 3} more` : ''}.`,
        ]),
  ];
}
