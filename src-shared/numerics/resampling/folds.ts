import type { Matrix } from '../linalg/matrix.ts';
import { shuffle } from '../random/stream.ts';
import type { RandomStream } from '../random/stream.ts';

export type FoldScheme = 'transductive' | 'inductive' | 'leave-tissue-out';

/**
 * Gives every observed entry a fold (methods 5).
 * transductive: each task's observed samples are split on their own; inductive: whole samples, the same for every
 * task; leave-tissue-out: whole tissues, the largest first into the fold with the fewest samples.
 * @param responses samples x tasks, NaN = not observed
 * @param tissues one per sample; needed for leave-tissue-out only
 * @returns samples x tasks, column-major: 0 = not observed, else 1..foldCount
 * @throws RangeError when there are fewer samples or tissues than folds
 */
export function assignFolds(
  scheme: FoldScheme,
  responses: Matrix,
  tissues: readonly string[] | undefined,
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  if (scheme === 'transductive') return foldsPerTask(responses, foldCount, stream);
  const measured = measuredSamples(responses);
  const foldOfSample =
    scheme === 'inductive'
      ? foldsOfSamples(measured, responses.rows, foldCount, stream)
      : foldsOfTissues(measured, requireTissues(tissues), foldCount, stream);
  return spread(responses, foldOfSample);
}

/** A copy in which the entries that the mask marks are NaN. */
export function withoutEntries(responses: Matrix, isHeldOut: (entry: number) => boolean): Matrix {
  const values = responses.values.map((value, entry) => (isHeldOut(entry) ? NaN : value));
  return { ...responses, values };
}

/** The samples with at least one observed entry, ascending. */
export function measuredSamples(responses: Matrix): Int32Array {
  const { rows, columns, values } = responses;
  const isMeasured = new Uint8Array(rows);
  for (let task = 0; task < columns; task++) {
    for (let sample = 0; sample < rows; sample++) {
      if (!Number.isNaN(values[task * rows + sample])) isMeasured[sample] = 1;
    }
  }
  return indicesWhere(rows, (sample) => isMeasured[sample] === 1);
}

/** The indices below `count` for which the test holds, ascending. */
export function indicesWhere(count: number, test: (index: number) => boolean): Int32Array {
  const found: number[] = [];
  for (let index = 0; index < count; index++) if (test(index)) found.push(index);
  return Int32Array.from(found);
}

function foldsPerTask(
  { rows, columns, values }: Matrix,
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  const folds = new Uint8Array(rows * columns);
  for (let task = 0; task < columns; task++) {
    const offset = task * rows;
    const observed = indicesWhere(rows, (sample) => !Number.isNaN(values[offset + sample]));
    shuffle([...observed], stream).forEach((sample, place) => {
      folds[offset + sample] = (place % foldCount) + 1;
    });
  }
  return folds;
}

function foldsOfSamples(
  measured: Int32Array,
  sampleCount: number,
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  if (measured.length < foldCount) {
    throw new RangeError(`invalid folds: ${measured.length} samples for ${foldCount} folds`);
  }
  const folds = new Uint8Array(sampleCount);
  shuffle([...measured], stream).forEach((sample, place) => {
    folds[sample] = (place % foldCount) + 1;
  });
  return folds;
}

function foldsOfTissues(
  measured: Int32Array,
  tissues: readonly string[],
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  const members = membersByTissue(measured, tissues);
  if (members.size < foldCount) {
    throw new RangeError(`invalid folds: ${members.size} tissues for ${foldCount} folds`);
  }
  const folds = new Uint8Array(tissues.length);
  const load = new Array<number>(foldCount).fill(0);
  const largestFirst = shuffle([...members.values()], stream).sort((a, b) => b.length - a.length);
  for (const samples of largestFirst) {
    const fold = load.indexOf(Math.min(...load));
    load[fold] += samples.length;
    for (const sample of samples) folds[sample] = fold + 1;
  }
  return folds;
}

function membersByTissue(measured: Int32Array, tissues: readonly string[]): Map<string, number[]> {
  const members = new Map<string, number[]>();
  for (const sample of measured) {
    const others = members.get(tissues[sample]);
    if (others === undefined) members.set(tissues[sample], [sample]);
    else others.push(sample);
  }
  return members;
}

function requireTissues(tissues: readonly string[] | undefined): readonly string[] {
  if (tissues === undefined)
    throw new RangeError('invalid folds: leave-tissue-out needs a tissue per sample');
  return tissues;
}

function spread({ rows, values }: Matrix, foldOfSample: Uint8Array): Uint8Array {
  return Uint8Array.from(values, (value, entry) => (Number.isNaN(value) ? 0 : foldOfSample[entry % rows]));
}
