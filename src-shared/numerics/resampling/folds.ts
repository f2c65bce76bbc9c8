import type { Matrix } from '../linalg/matrix.ts';
import { DisjointSets } from './disjointSets.ts';
import { shuffle } from '../random/stream.ts';
import type { RandomStream } from '../random/stream.ts';

export type FoldScheme = 'transductive' | 'inductive' | 'leave-tissue-out';

/** Which samples, and which tasks, are never parted: a number each, the same for all of a group. */
export interface EntryGroups {
  samples: Int32Array;
  tasks: Int32Array;
}

/**
 * Gives every observed entry a fold (methods 5).
 * transductive: each task's observed samples are split on their own; inductive: whole samples, the same for every
 * task; leave-tissue-out: whole tissues, the largest first into the fold with the fewest samples.
 * With groups, the entries of a group's samples for a group's tasks share a fold, the largest first as for tissues.
 * @param responses samples x tasks, NaN = not observed
 * @param tissues one per sample; needed for leave-tissue-out only
 * @returns samples x tasks, column-major: 0 = not observed, else 1..foldCount
 * @throws RangeError when there are fewer samples, groups of them, or tissues than folds
 */
export function assignFolds(
  scheme: FoldScheme,
  responses: Matrix,
  tissues: readonly string[] | undefined,
  foldCount: number,
  stream: RandomStream,
  groups?: EntryGroups,
): Uint8Array {
  if (scheme === 'transductive') {
    return groups === undefined
      ? foldsPerTask(responses, foldCount, stream)
      : foldsPerGroup(responses, groups, foldCount, stream);
  }
  const measured = measuredSamples(responses);
  const wholes = wholeSamples(scheme, tissues, groups);
  const foldOfSample =
    wholes === undefined
      ? foldsOfSamples(measured, responses.rows, foldCount, stream)
      : foldsOfWholes(measured, wholes, foldCount, stream);
  return spread(responses, foldOfSample);
}

/** What is held out as a whole, by the sample; `undefined`: every sample on its own. */
function wholeSamples(
  scheme: Exclude<FoldScheme, 'transductive'>,
  tissues: readonly string[] | undefined,
  groups: EntryGroups | undefined,
): Wholes | undefined {
  if (scheme === 'inductive') {
    return groups === undefined ? undefined : { keys: [...groups.samples], called: 'groups of samples' };
  }
  const keys = requireTissues(tissues);
  if (groups === undefined) return { keys, called: 'tissues' };
  return { keys: joinedKeys(keys, groups.samples), called: 'groups of tissues' };
}

interface Wholes {
  /** One per sample. */
  keys: readonly (string | number)[];
  /** In a message. */
  called: string;
}

/** Tissues that share a group are one. */
function joinedKeys(tissues: readonly string[], groups: Int32Array): number[] {
  const parts = new DisjointSets(tissues.length);
  const firstOf = new Map<string, number>();
  tissues.forEach((tissue, sample) => {
    for (const key of [`tissue ${tissue}`, `group ${groups[sample]}`]) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, sample);
      else parts.join(first, sample);
    }
  });
  return tissues.map((_, sample) => parts.find(sample));
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

function foldsOfWholes(
  measured: Int32Array,
  { keys, called }: Wholes,
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  const members = membersBy(measured, (sample) => keys[sample]);
  if (members.length < foldCount) {
    throw new RangeError(`invalid folds: ${members.length} ${called} for ${foldCount} folds`);
  }
  const folds = new Uint8Array(keys.length);
  fillLargestFirst(members, foldCount, stream, folds);
  return folds;
}

/** Each group of tasks on its own, as each task is without groups. */
function foldsPerGroup(
  { rows, values }: Matrix,
  groups: EntryGroups,
  foldCount: number,
  stream: RandomStream,
): Uint8Array {
  const folds = new Uint8Array(values.length);
  const tasks = Int32Array.from(groups.tasks.keys());
  for (const together of membersBy(tasks, (task) => groups.tasks[task])) {
    const entries = together.flatMap((task) =>
      [...indicesWhere(rows, (sample) => !Number.isNaN(values[task * rows + sample]))].map(
        (sample) => task * rows + sample,
      ),
    );
    const members = membersBy(Int32Array.from(entries), (entry) => groups.samples[entry % rows]);
    fillLargestFirst(members, foldCount, stream, folds);
  }
  return folds;
}

/** In a random order, the largest first, each into the fold with the least in it. */
function fillLargestFirst(
  sets: readonly number[][],
  foldCount: number,
  stream: RandomStream,
  folds: Uint8Array,
): void {
  const load = new Array<number>(foldCount).fill(0);
  for (const members of shuffle([...sets], stream).sort((a, b) => b.length - a.length)) {
    const fold = load.indexOf(Math.min(...load));
    load[fold] += members.length;
    for (const member of members) folds[member] = fold + 1;
  }
}

function membersBy(items: Int32Array, keyOf: (item: number) => string | number): number[][] {
  const members = new Map<string | number, number[]>();
  for (const item of items) {
    const key = keyOf(item);
    const others = members.get(key);
    if (others === undefined) members.set(key, [item]);
    else others.push(item);
  }
  return [...members.values()];
}

function requireTissues(tissues: readonly string[] | undefined): readonly string[] {
  if (tissues === undefined)
    throw new RangeError('invalid folds: leave-tissue-out needs a tissue per sample');
  return tissues;
}

function spread({ rows, values }: Matrix, foldOfSample: Uint8Array): Uint8Array {
  return Uint8Array.from(values, (value, entry) => (Number.isNaN(value) ? 0 : foldOfSample[entry % rows]));
}
