import { TracewiseError } from '#shared/model/errors.ts';
import type { MatchReport, NameReport, SampleMatching } from '#shared/model/imports.ts';
import { cellLineMatcher } from '#shared/names/cellLineMatcher.ts';
import { NameChoices } from './nameChoices.ts';
import { nameSamples } from './nameSamples.ts';
import { otherSide, sampleSide } from './orientation.ts';
import type { SampleDescription } from './annotations.ts';
import type { ReadMatrix } from './readTables.ts';

/** The samples of a matrix, in its order. */
export function samplesOf(matrix: ReadMatrix): readonly string[] {
  return sampleSide({ ...matrix.table, role: matrix.role }, matrix.orientation);
}

/** The features or drugs of a matrix, in its order. */
export function columnsOf(matrix: ReadMatrix): readonly string[] {
  return otherSide({ ...matrix.table, role: matrix.role }, matrix.orientation);
}

/** Samples that others are matched against, and where they stand. */
export interface KnownSamples {
  file: string;
  names: readonly string[];
}

export interface MatchingRules {
  /** The samples of the first response when left out. */
  known?: KnownSamples;
  /** Matrices that need not have every sample. */
  mayLack?: (matrix: ReadMatrix) => boolean;
  matching: SampleMatching;
  choices: NameChoices;
  described?: ReadonlyMap<string, SampleDescription>;
}

export interface MatchedSamples extends Pick<MatchReport, 'tables' | 'matchedSamples' | 'unmatchedSamples'> {
  names: NameReport[];
  /** How a matrix writes the matched samples, in their order; `undefined` for one that it lacks. */
  writtenIn: (matrix: ReadMatrix) => (string | undefined)[];
  /** What a table of samples says of a known one. */
  describe: (name: string) => SampleDescription | undefined;
}

/**
 * The samples that stand in every matrix, in the order of the known ones, and those that do not. Names are matched as
 * written first, then as the rules say; what is ambiguous is left out.
 * @throws TracewiseError `invalid-input` with names of both sides when there are none
 */
export function matchSamples(matrices: readonly ReadMatrix[], rules: MatchingRules): MatchedSamples {
  const {
    matching,
    choices,
    described = new Map<string, SampleDescription>(),
    mayLack = () => false,
  } = rules;
  const known = rules.known ?? samplesOfFirstResponse(matrices);
  const lines = [...described.values()].map(({ name, aliases = [] }) => [name, ...aliases]);
  const match = cellLineMatcher(known.names, matching, lines);
  const named = new Map(
    matrices.map((matrix) => [matrix, nameSamples(samplesOf(matrix), matrix.file, match, choices)]),
  );
  const has = (matrix: ReadMatrix, name: string) => named.get(matrix)?.writtenAs.has(name) === true;
  const needed = matrices.filter((matrix) => !mayLack(matrix));
  const matchedSamples = known.names.filter((name) => needed.every((matrix) => has(matrix, name)));
  const stranger = matrices.find((matrix) => !matchedSamples.some((name) => has(matrix, name)));
  if (matchedSamples.length === 0 || stranger !== undefined) {
    const sharedCount = (matrix: ReadMatrix) => named.get(matrix)?.writtenAs.size ?? 0;
    throw nothingShared(matrices, known, sharedCount);
  }
  const writtenIn = (matrix: ReadMatrix) =>
    matchedSamples.map((name) => named.get(matrix)?.writtenAs.get(name));
  const ofTable = nameSamples([...described.keys()], '', match, new NameChoices([], []));
  return {
    tables: onceEach(
      matrices.map((matrix) => ({
        file: matrix.file,
        role: matrix.role,
        sampleCount: samplesOf(matrix).length,
        columnCount: columnsOf(matrix).length,
      })),
    ),
    matchedSamples,
    unmatchedSamples: onceEach(
      matrices.map((matrix) => {
        const written = new Set(writtenIn(matrix));
        return { file: matrix.file, samples: samplesOf(matrix).filter((name) => !written.has(name)) };
      }),
    ),
    names: onceEach(matrices.flatMap((matrix) => named.get(matrix)?.report ?? [])),
    writtenIn,
    describe: (name) => described.get(ofTable.writtenAs.get(name) ?? ''),
  };
}

/** Metrics of one file have their samples in common, and what is told of them. */
function onceEach<Entry extends object>(entries: readonly Entry[]): Entry[] {
  return [...new Map(entries.map((entry) => [JSON.stringify(entry), entry])).values()];
}

function samplesOfFirstResponse(matrices: readonly ReadMatrix[]): KnownSamples {
  const response = matrices.find(({ role }) => role === 'response');
  if (response === undefined) throw new RangeError('invalid tables: none is a response');
  return { file: response.file, names: samplesOf(response) };
}

/** Shows the table that shares least with the known samples: most often its names are written another way. */
function nothingShared(
  matrices: readonly ReadMatrix[],
  known: KnownSamples,
  sharedCount: (matrix: ReadMatrix) => number,
): TracewiseError {
  const others = matrices.filter(({ file }) => file !== known.file);
  const stranger = (others.length > 0 ? others : matrices).reduce((least, matrix) =>
    sharedCount(matrix) < sharedCount(least) ? matrix : least,
  );
  return new TracewiseError('invalid-input', 'no sample stands in all of the tables', {
    place: { file: stranger.file },
    found: `samples such as ${firstNames(samplesOf(stranger))}`,
    expected: `names of ${known.file} such as ${firstNames(known.names)}`,
    remedy: 'Write the samples the same way in all tables, and check which side holds them',
  });
}

function firstNames(names: readonly string[]): string {
  return names
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(', ');
}
