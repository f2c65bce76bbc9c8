import { buildDataset } from '../../src-main/importers/dataset/buildDataset.ts';
import type { BuiltDataset, ImportSources } from '../../src-main/importers/dataset/buildDataset.ts';
import type { DatasetRequest, TableRequest } from '../../src-main/importers/dataset/request.ts';
import { geneTable } from '../../src-main/importers/geneTable.ts';
import { genesFile } from '../../src-main/hosts/product.ts';
import { readingContext, sourceOf } from './files.ts';
import { temporaryFolder } from './folders.ts';

export type Rows = readonly (readonly (string | number)[])[];

/** A table by its cells. */
export type TypedTable = Omit<TableRequest, 'source' | 'format'> & { name: string; rows: Rows };

/** Tab-separated. */
export function textOf(rows: Rows): string {
  return rows.map((cells) => `${cells.join('\t')}\n`).join('');
}

/** Imports tables, with the shipped table of genes. */
export function build(
  tables: readonly TypedTable[],
  changes: Partial<DatasetRequest> = {},
  sources: ImportSources = {},
): Promise<BuiltDataset> {
  const folder = temporaryFolder();
  const request: DatasetRequest = {
    dataset: 'panel',
    missing: 'drop',
    tables: tables.map(({ name, rows, ...table }) => ({
      ...table,
      format: 'auto',
      source: sourceOf(folder, name, textOf(rows)),
    })),
    ...changes,
  };
  return buildDataset(request, readingContext(), { genes: geneTable(genesFile), ...sources });
}
