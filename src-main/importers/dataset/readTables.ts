import { stat } from 'node:fs/promises';
import { metricFromName } from '#shared/model/dataset.ts';
import type { Drug, Sample, SourceFile } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { partOf, throwIfCancelled } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { chooseFormat } from '../formats/index.ts';
import { readHead } from '../formats/readHead.ts';
import type { ReadResult } from '../formats/format.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { metricNameFrom } from '../suggest.ts';
import { readDrugs, readSamples } from './annotations.ts';
import { settleOrientations } from './orientation.ts';
import type { DatasetRequest, Orientation, TableRequest } from './request.ts';

/** A matrix of a file, with what it is and which side holds the samples. */
export interface ReadMatrix {
  file: string;
  role: TableRequest['role'];
  /** The block of features, or the metric of responses. */
  label: string;
  table: NumberTable;
  orientation: Orientation;
}

/** Everything that the files of an import hold. */
export interface ReadTables {
  features: ReadMatrix[];
  responses: ReadMatrix[];
  drugs?: { file: string; byName: Map<string, Drug> };
  samples?: { file: string; byName: Map<string, Sample> };
  provenance: SourceFile[];
}

/**
 * Reads every file of an import and settles which side of each matrix holds the samples.
 * @throws TracewiseError `invalid-input` with file, line and column; `invalid-setting` for tables that do not
 *   make a data set (no response, no features, a block, metric or description twice); `cancelled`
 */
export async function readTables(request: DatasetRequest, context: ReadContext): Promise<ReadTables> {
  refuseIncomplete(request);
  const sizes = await Promise.all(request.tables.map(({ source }) => byteCountOf(source.path)));
  const total = sizes.reduce((sum, size) => sum + size, 0) || 1;
  const results: NamedResult[] = [];
  let done = 0;
  for (const [index, table] of request.tables.entries()) {
    results.push(await readTable(table, partOf(context, done / total, sizes[index] / total)));
    done += sizes[index];
  }
  return together(request.tables, results);
}

/** What was read, and by which format. */
interface NamedResult extends ReadResult {
  format: string;
}

async function readTable(table: TableRequest, context: ReadContext): Promise<NamedResult> {
  throwIfCancelled(context.signal);
  const head = await readHead(table.source, { signal: context.signal, progress: () => undefined });
  const format = chooseFormat(table.format, table.role, head);
  return { ...(await format.read(table.source, context)), format: format.name };
}

/** A file that is not there is told by its reader, with what to do. */
async function byteCountOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

function together(requests: readonly TableRequest[], results: readonly NamedResult[]): ReadTables {
  const tables: ReadTables = { features: [], responses: [], provenance: [] };
  const matrices: { request: TableRequest; table: NumberTable }[] = [];
  for (const [index, { content, format, byteCount, sha256 }] of results.entries()) {
    const request = requests[index];
    const file = request.source.name;
    tables.provenance.push({ name: file, role: request.role, format, byteCount, sha256 });
    if (content.kind === 'numbers') matrices.push({ request, table: content.table });
    else if (request.role === 'drugs') tables.drugs = { file, byName: readDrugs(content.table, file) };
    else tables.samples = { file, byName: readSamples(content.table, file) };
  }
  const orientations = settleOrientations(
    matrices.map(({ request, table }) => ({
      role: request.role,
      rowNames: table.rowNames,
      columnNames: table.columnNames,
      orientation: request.orientation,
    })),
    {
      samples: new Set(tables.samples?.byName.keys()),
      drugs: new Set(tables.drugs?.byName.keys()),
    },
  );
  matrices.forEach(({ request, table }, index) => {
    const { role } = request;
    const list = role === 'response' ? tables.responses : tables.features;
    const orientation = orientations[index];
    list.push({ file: request.source.name, role, label: labelOf(request), table, orientation });
  });
  return tables;
}

/** The block's name for features, the metric's for a response, the role for the rest. */
function labelOf({ role, block, metric, source }: TableRequest): string {
  if (role === 'features') return block ?? 'features';
  if (role === 'response') return metricFromName(metric ?? metricNameFrom(source.name)).name;
  return role;
}

function refuseIncomplete({ tables }: DatasetRequest): void {
  const responses = tables.filter(({ role }) => role === 'response');
  const features = tables.filter(({ role }) => !['response', 'drugs', 'samples'].includes(role));
  if (responses.length === 0) {
    throw new TracewiseError('invalid-setting', 'a data set needs a table of drug responses', {
      expected: 'a file with the role response',
    });
  }
  if (features.length === 0) {
    throw new TracewiseError('invalid-setting', 'a data set needs a table of features', {
      expected: 'a file with the role expression, copy-number, mutation or features',
    });
  }
  const keys = tables.map((table) => `${table.role === 'response' ? 'the metric ' : ''}${labelOf(table)}`);
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return;
  throw new TracewiseError('invalid-setting', `two files bring ${twice}`, {
    found: tables
      .filter((_, index) => keys[index] === twice)
      .map(({ source }) => source.name)
      .join(' and '),
    expected: 'one file for each block, metric and description',
  });
}
