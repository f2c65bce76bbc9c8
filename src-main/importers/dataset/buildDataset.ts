import { setImmediate } from 'node:timers/promises';
import { metricFromName } from '#shared/model/dataset.ts';
import type { Dataset, Drug, Feature, Sample } from '#shared/model/dataset.ts';
import type { MatchReport } from '#shared/model/imports.ts';
import { partOf, throwIfCancelled } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { releaseValues } from '../tables/numberTable.ts';
import { copyColumns } from './assemble.ts';
import { columnsOf, matchSamples } from './matchSamples.ts';
import { readTables } from './readTables.ts';
import type { ReadMatrix, ReadTables } from './readTables.ts';
import type { DatasetRequest } from './request.ts';
import { selectFeatures } from './selectFeatures.ts';
import { warningsFor } from './warnings.ts';

/** Reading takes most of the time; the rest is copying. */
const readingShare = 0.9;

/**
 * Reads the files of an import, matches them on sample names and puts them together. Besides the values as read
 * it holds one copy of those of the matched samples.
 * @throws TracewiseError `invalid-input` (with file, line, column where there is one), `invalid-setting`, `disk`,
 *   `cancelled`
 */
export async function buildDataset(
  request: DatasetRequest,
  context: ReadContext,
): Promise<{ dataset: Dataset; report: MatchReport }> {
  const tables = await readTables(request, partOf(context, 0, readingShare));
  const matched = matchSamples(tables.features, tables.responses);
  const samples = matched.matchedSamples;
  const responses = assembleResponses(tables, samples);
  const copying = partOf(context, readingShare, 1 - readingShare);
  const all = await assembleFeatures(tables.features, samples, copying);
  const selected = selectFeatures(all, samples.length, tables.features.length, {
    missing: request.missing,
    minVariance: request.minVariance ?? 0,
  });
  const dataset: Dataset = {
    name: request.dataset,
    samples: samples.map((name) => describeSample(name, tables)),
    features: selected.features,
    drugs: responses.drugs,
    missingPolicy: request.missing,
    featureValues: selected.values,
    responses: responses.metrics,
    provenance: tables.provenance,
  };
  const warnings = warningsFor(dataset, tables, selected);
  context.progress(1);
  const { duplicates, notices } = tables;
  const droppedFeatures = selected.dropped;
  return { dataset, report: { ...matched, names: [], duplicates, droppedFeatures, notices, warnings } };
}

function describeSample(name: string, { samples }: ReadTables): Sample {
  const tissue = samples?.byName.get(name)?.tissue;
  return tissue === undefined ? { name } : { name, tissue };
}

async function assembleFeatures(
  matrices: readonly ReadMatrix[],
  samples: readonly string[],
  context: ReadContext,
) {
  const features: Feature[] = matrices.flatMap((matrix) =>
    columnsOf(matrix).map((gene) => ({ block: matrix.label, gene })),
  );
  const values = new Float64Array(samples.length * features.length);
  let done = 0;
  for (const matrix of matrices) {
    throwIfCancelled(context.signal);
    copyColumns(matrix, samples, values, done * samples.length);
    releaseValues(matrix.table);
    done += columnsOf(matrix).length;
    context.progress(done / features.length);
    await setImmediate();
  }
  return { features, values };
}

/** One matrix per metric over the drugs of all of them, NaN where a metric does not have a drug. */
function assembleResponses({ responses, drugs }: ReadTables, samples: readonly string[]) {
  const names = [...new Set(responses.flatMap((matrix) => columnsOf(matrix)))];
  const described: Drug[] = names.map((name) => drugs?.byName.get(name) ?? { name });
  const metrics = responses.map((matrix) => {
    const own = new Float64Array(samples.length * columnsOf(matrix).length);
    copyColumns(matrix, samples, own, 0);
    releaseValues(matrix.table);
    const values = new Float64Array(samples.length * names.length).fill(Number.NaN);
    columnsOf(matrix).forEach((drug, index) => {
      const column = own.subarray(index * samples.length, (index + 1) * samples.length);
      values.set(column, names.indexOf(drug) * samples.length);
    });
    return { metric: metricFromName(matrix.label), values };
  });
  return { drugs: described, metrics };
}
