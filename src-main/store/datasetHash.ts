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
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      dataset.missingPolicy,
      dataset.samples.map(({ name, tissue }) => [name, tissue ?? null]),
      dataset.features.map(({ block, gene }) => [block, gene]),
      dataset.drugs.map(({ name }) => name),
      dataset.responses.map(({ metric }) => [metric.name, metric.higherIsSensitive]),
    ]),
  );
  hashValues(hash, dataset.featureValues);
  for (const { values } of dataset.responses) hashValues(hash, values);
  return hash.digest('hex');
}

/** A missing value counts the same whatever the bits of its NaN are. */
function hashValues(hash: Hash, values: Float64Array): void {
  const block = new Float64Array(blockLength);
  const words = new Uint32Array(block.buffer);
  for (let start = 0; start < values.length; start += blockLength) {
    const part = values.subarray(start, start + blockLength);
    block.set(part);
    for (let i = 0; i < part.length; i += 1) {
      if (!Number.isNaN(part[i])) continue;
      words[2 * i] = 0;
      words[2 * i + 1] = quietNaNWord;
    }
    hash.update(bytesOf(block.subarray(0, part.length)));
  }
}
