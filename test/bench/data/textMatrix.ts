import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';

/** Expression is given as log2 intensities. */
const meanValue = 7;

export interface TextMatrixShape {
  samples: number;
  columns: number;
  columnPrefix: string;
  decimals: number;
  seed: number;
}

/** Writes samples x columns of random numbers, tab-separated, names along both sides; returns its bytes. */
export function writeTextMatrix(
  path: string,
  { samples, columns, columnPrefix, decimals, seed }: TextMatrixShape,
): number {
  const stream = randomStream(seed, path.slice(path.lastIndexOf('/')));
  const names = Array.from({ length: columns }, (_, column) => `${columnPrefix}${column + 1}`);
  const file = openSync(path, 'w');
  try {
    writeSync(file, `sample\t${names.join('\t')}\n`);
    for (let sample = 1; sample <= samples; sample++) {
      const cells = names.map(() => (meanValue + randomNormal(stream)).toFixed(decimals));
      writeSync(file, `line-${sample}\t${cells.join('\t')}\n`);
    }
  } finally {
    closeSync(file);
  }
  return statSync(path).size;
}

/** Writes columns x samples as a RES file has them, a call after each number; returns its bytes. */
export function writeResMatrix(
  path: string,
  { samples, columns, columnPrefix, decimals, seed }: TextMatrixShape,
): number {
  const stream = randomStream(seed, path.slice(path.lastIndexOf('/')));
  const names = Array.from({ length: samples }, (_, sample) => `line-${sample + 1}`);
  const file = openSync(path, 'w');
  try {
    writeSync(file, `Description\tAccession\t${names.join('\t\t')}\n`);
    writeSync(file, `\t${'\t'.repeat(2 * samples)}\n${columns}\n`);
    for (let column = 1; column <= columns; column++) {
      const cells = names.map(() => `${(meanValue + randomNormal(stream)).toFixed(decimals)}\tP`);
      writeSync(file, `${columnPrefix}${column}\t${column}_at\t${cells.join('\t')}\n`);
    }
  } finally {
    closeSync(file);
  }
  return statSync(path).size;
}
