import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildDataset } from '../../../src-main/importers/dataset/buildDataset.ts';
import type { TableRole } from '../../../src-shared/model/dataset.ts';
import { matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';
import { readingContext } from '../../support/files.ts';

/** The tables that a folder of cell lines may have. */
const tables: readonly { role: TableRole; file: string }[] = [
  { role: 'expression', file: 'expression.tsv' },
  { role: 'copy-number', file: 'copynumber.tsv' },
  { role: 'mutation', file: 'mutation.tsv' },
  { role: 'response', file: 'response.tsv' },
];

/** Role and path of every table that is there. @throws Error for a folder without features or responses */
export function cellLineTables(folder: string): { role: TableRole; path: string }[] {
  const found = tables
    .map(({ role, file }) => ({ role, path: join(folder, file) }))
    .filter(({ path }) => existsSync(path));
  if (found.length < 2 || found.at(-1)?.role !== 'response') {
    throw new Error(`${folder}: expected ${tables.map(({ file }) => file).join(', ')}`);
  }
  return found;
}

/** The panel of a folder, read by the importer. */
export async function readCellLines(folder: string): Promise<Panel> {
  const { dataset } = await buildDataset(
    {
      dataset: basename(folder),
      missing: 'mean',
      tables: cellLineTables(folder).map(({ role, path }) => ({
        role,
        format: 'auto',
        source: { path, name: basename(path) },
      })),
    },
    readingContext(),
  );
  const samples = dataset.samples.length;
  return {
    features: matrix(samples, dataset.features.length, dataset.featureValues),
    responses: matrix(samples, dataset.drugs.length, dataset.responses[0].values),
    sampleNames: dataset.samples.map(({ name }) => name),
    taskNames: dataset.drugs.map(({ name }) => name),
  };
}
