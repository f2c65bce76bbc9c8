import { metricFromName } from '#shared/model/dataset.ts';
import type { Dataset, Feature } from '#shared/model/dataset.ts';
import { nextTurn, partOf } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { copyColumns } from './assemble.ts';
import { columnsOf } from './matchSamples.ts';
import type { MatchedSamples } from './matchSamples.ts';
import { moveColumns } from './moveColumns.ts';
import type { ReadMatrix } from './readTables.ts';
import type { FeatureColumns } from './selectFeatures.ts';

/** The features of all matrices for the matched samples; the matrices are emptied. */
export async function assembleFeatures(
  matrices: readonly ReadMatrix[],
  { matchedSamples, writtenIn }: MatchedSamples,
  context: ReadContext,
): Promise<FeatureColumns> {
  const sampleCount = matchedSamples.length;
  const features: Feature[] = matrices.flatMap((matrix) =>
    columnsOf(matrix).map((gene) => ({ block: matrix.label, gene })),
  );
  await nextTurn(context.signal);
  const values = new Float64Array(sampleCount * features.length);
  await nextTurn(context.signal);
  let done = 0;
  for (const matrix of matrices) {
    const columnCount = columnsOf(matrix).length;
    const moving = partOf(context, done / features.length, columnCount / features.length);
    await moveColumns(matrix, writtenIn(matrix), values, done * sampleCount, moving);
    done += columnCount;
  }
  return { features, values };
}

/** The drugs of all matrices, those that are there already first. */
export function drugNamesOf(matrices: readonly ReadMatrix[], present: readonly string[] = []): string[] {
  return [...new Set([...present, ...matrices.flatMap((matrix) => columnsOf(matrix))])];
}

/** One matrix per metric over the given drugs, NaN where a metric does not have a drug or a sample. */
export function assembleResponses(
  matrices: readonly ReadMatrix[],
  drugNames: readonly string[],
  { matchedSamples, writtenIn }: MatchedSamples,
): Dataset['responses'] {
  const places = new Map(drugNames.map((name, place) => [name, place]));
  const sampleCount = matchedSamples.length;
  return matrices.map((matrix) => {
    const own = new Float64Array(sampleCount * columnsOf(matrix).length);
    copyColumns(matrix, writtenIn(matrix), own, 0);
    const values = new Float64Array(sampleCount * drugNames.length).fill(Number.NaN);
    columnsOf(matrix).forEach((drug, index) => {
      const column = own.subarray(index * sampleCount, (index + 1) * sampleCount);
      values.set(column, (places.get(drug) ?? 0) * sampleCount);
    });
    return { metric: metricFromName(matrix.label), values };
  });
}
