import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import type { Dataset } from '#shared/model/dataset.ts';
import { bytesOf } from './matrices.ts';

/** Values hashed at a time. */
const blockLength = 2 ** 16;

/** The upper half of the NaN that processors make by default (IEEE 754, little-endian). */
const quietNaNWord = 0x7ff80000;

/**
 * SHA-256, in hexadecimal, over everything of a data set that a result can depend on: names, tissues, blocks,
 * metrics, the missing policy and all values. Its own name and the drugs' annotations do not count.
 */
export function datasetHash(dataset: Dataset): string {
  const hash = startDatasetHash(dataset);
  hashValues(hash, dataset.featureValues);
  for (const { values } of dataset.responses) hashValues(hash, values);
  return hash.digest('hex');
}

/** The hash over all but the values; those of the features follow by `hashValues`, then those of each response. */
export function startDatasetHash(dataset: Dataset): Hash {
  return createHash('sha256').update(
    JSON.stringify([
      dataset.missingPolicy,
      dataset.samples.map(({ name, tissue }) => [name, tissue ?? null]),
      dataset.features.map(({ block, gene }) => [block, gene]),
      dataset.drugs.map(({ name }) => name),
      dataset.responses.map(({ metric }) => [metric.name, metric.higherIsSensitive]),
    ]),
  );
}

/** A missing value counts the same whatever the bits of its NaN are. */
export function hashValues(hash: Hash, values: Float64Array): void {
  for (let start = 0; start < values.length; start += blockLength) {
    const part = values.subarray(start, start + blockLength);
    hash.update(bytesOf(part.includes(Number.NaN) ? withOneNaN(part) : part));
  }
}

function withOneNaN(values: Float64Array): Float64Array {
  const copy = Float64Array.from(values);
  const words = new Uint32Array(copy.buffer);
  values.forEach((value, index) => {
    if (!Number.isNaN(value)) return;
    words[2 * index] = 0;
    words[2 * index + 1] = quietNaNWord;
  });
  return copy;
}
