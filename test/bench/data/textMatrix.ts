import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { randomNormal, randomStream } from '../../../src-shared/numerics/random/stream.ts';

/** Expression is given as log2 intensities with six decimals. */
const meanValue = 7;
const decimals = 6;

/** Writes samples x columns of random numbers, tab-separated, names along both sides; returns its bytes. */
export function writeTextMatrix(
  path: string,
  {
    samples,
    columns,
    columnPrefix,
    seed,
  }: { samples: number; columns: number; columnPrefix: string; seed: number },
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
