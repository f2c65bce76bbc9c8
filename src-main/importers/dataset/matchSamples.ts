import type { MatchReport } from '#shared/model/imports.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { otherSide, sampleSide } from './orientation.ts';
import type { ReadMatrix } from './readTables.ts';

/** The samples of a matrix, in its order. */
export function samplesOf(matrix: ReadMatrix): readonly string[] {
  return sampleSide({ ...matrix.table, role: matrix.role }, matrix.orientation);
}

/** The features or drugs of a matrix, in its order. */
export function columnsOf(matrix: ReadMatrix): readonly string[] {
  return otherSide({ ...matrix.table, role: matrix.role }, matrix.orientation);
}

/**
 * The samples that stand in every matrix, in the order of the first response, and those that do not.
 * @throws TracewiseError `invalid-input` with names of both sides when there are none
 */
export function matchSamples(
  features: readonly ReadMatrix[],
  responses: readonly ReadMatrix[],
): Pick<MatchReport, 'tables' | 'matchedSamples' | 'unmatchedSamples'> {
  const matrices = [...features, ...responses];
  const nameSets = matrices.map((matrix) => new Set(samplesOf(matrix)));
  const matchedSamples = samplesOf(responses[0]).filter((name) => nameSets.every((names) => names.has(name)));
  if (matchedSamples.length === 0) throw nothingShared(matrices, responses[0]);
  const matched = new Set(matchedSamples);
  return {
    tables: matrices.map((matrix) => ({
      file: matrix.file,
      role: matrix.role,
      sampleCount: samplesOf(matrix).length,
      columnCount: columnsOf(matrix).length,
    })),
    matchedSamples,
    unmatchedSamples: matrices.map((matrix) => ({
      file: matrix.file,
      samples: samplesOf(matrix).filter((name) => !matched.has(name)),
    })),
  };
}

/** Shows the table that shares least with the response: most often its names are written another way. */
function nothingShared(matrices: readonly ReadMatrix[], response: ReadMatrix): TracewiseError {
  const known = new Set(samplesOf(response));
  const shared = (matrix: ReadMatrix) => samplesOf(matrix).filter((name) => known.has(name)).length;
  const others = matrices.filter((matrix) => matrix !== response);
  const stranger = others.reduce((least, matrix) => (shared(matrix) < shared(least) ? matrix : least));
  return new TracewiseError('invalid-input', 'no sample stands in all of the tables', {
    place: { file: stranger.file },
    found: `samples such as ${firstNames(samplesOf(stranger))}`,
    expected: `names of ${response.file} such as ${firstNames(samplesOf(response))}`,
    remedy: 'Write the samples the same way in all tables, and check which side holds them',
  });
}

function firstNames(names: readonly string[]): string {
  return names
    .slice(0, 3)
    .map((name) => `"${name}"`)
    .join(', ');
}
