import { stat } from 'node:fs/promises';
import { metricFromName } from '#shared/model/dataset.ts';
import type { Drug, SourceFile, TableRole } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { DuplicateNames, Orientation } from '#shared/model/imports.ts';
import { nextTurn, partOf, throwIfCancelled } from '../context.ts';
import type { ReadContext } from '../context.ts';
import { chooseFormat } from '../formats/index.ts';
import { recogniseAt } from '../formats/headAt.ts';
import { readHead } from '../formats/readHead.ts';
import type { ReadHead } from '../formats/readHead.ts';
import type { FoundDuplicates, ReadOptions, TableContent } from '../formats/format.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { TextTable } from '../tables/textTable.ts';
import { metricNameFrom } from '../suggest.ts';
import { readDrugs, readSamples } from './annotations.ts';
import type { SampleDescription } from './annotations.ts';
import { withListedSamples } from './listedSamples.ts';
import { settleOrientations } from './orientation.ts';
import { pickMetrics } from './pickMetrics.ts';
import type { DatasetRequest, TableRequest } from './request.ts';
import { readOrFind } from './tableCache.ts';
import type { CacheUse, NamedResult } from './tableCache.ts';
import { explainedByRole } from './wrongRole.ts';

/** A matrix of a file, with what it is and which side holds the samples. */
export interface ReadMatrix {
  file: string;
  role: TableRole;
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
  samples?: DescribedSamples;
  provenance: SourceFile[];
  duplicates: DuplicateNames[];
  notices: string[];
}

/** What is known of samples: from a table of them, or from what else tells of tissues and aliases on its way. */
interface DescribedSamples {
  file: string;
  byName: Map<string, SampleDescription>;
  isTableOfSamples: boolean;
}

/** What an import knows before it reads: the names of the data set that it adds to. */
export interface NamesOfDataset {
  samples: readonly string[];
  drugs: readonly string[];
}

/**
 * Reads every file of an import and settles which side of each matrix holds the samples. Tables that are added to a data
 * set need not make one. What is kept of the files is not read again.
 * @throws TracewiseError `invalid-input` with file, line and column; `invalid-setting` for tables that do not
 *   make a data set (no response, no features, a block, metric or description twice); `cancelled`
 */
export async function readTables(
  request: DatasetRequest,
  context: ReadContext,
  addedTo?: NamesOfDataset,
  use?: CacheUse,
): Promise<ReadTables> {
  if (addedTo === undefined) refuseIncomplete(request);
  const sizes = await Promise.all(request.tables.map(({ source }) => byteCountOf(source.path)));
  const total = sizes.reduce((sum, size) => sum + size, 0) || 1;
  const lookups: { file: string; table: TextTable }[] = [];
  let done = 0;
  const results = await readOrFind(
    request.tables,
    use,
    async (place) => {
      const share = sizes[place] / total;
      const result = await readTable(request.tables[place], lookups, partOf(context, done, share));
      done += share;
      return result;
    },
    (place, { contents }) => lookups.push(...lookupsIn(contents, request.tables[place].source.name)),
  );
  await nextTurn(context.signal);
  return together(request.tables, results, addedTo);
}

function lookupsIn(contents: readonly TableContent[], file: string): ReadOptions['lookups'] {
  return contents.flatMap((content) =>
    content.kind === 'words' && content.role === 'lookup' ? [{ file, table: content.table }] : [],
  );
}

async function readTable(
  request: TableRequest,
  lookups: ReadOptions['lookups'],
  context: ReadContext,
): Promise<NamedResult> {
  const { signal } = context;
  throwIfCancelled(signal);
  const head = await readHead(request.source, { signal, progress: () => undefined });
  const format = await chooseFormat(request.format, request.role, head, signal, request.headerLine);
  const { role, orientation, headerLine, duplicates, replicates, mutationFilter } = request;
  const metrics = pickMetrics(request, recogniseAt(format, head, request.headerLine)?.metrics ?? []);
  const asSaid = { role, orientation, headerLine, metrics, duplicates, replicates, mutationFilter };
  const options = { ...asSaid, lookups, head };
  const result = await format.read(request.source, options, context).catch(async (error: unknown) => {
    throw await explainedByRole(error, request, head, signal);
  });
  return {
    ...result,
    notices: [...aboutSheet(request, head), ...result.notices],
    format: format.name,
    sheet: head.sheet,
  };
}

/** Which of several sheets was read, where the user did not say, and that a text file has none of the name said. */
function aboutSheet({ source }: TableRequest, { sheets = [], sheet }: ReadHead): string[] {
  if (sheet === undefined) {
    return source.sheet === undefined
      ? []
      : [`It is no workbook: the sheet "${source.sheet}" plays no part.`];
  }
  if (source.sheet !== undefined || sheets.length < 2) return [];
  return [`Of its ${sheets.length} sheets, "${sheet}" was read.`];
}

/** A file that is not there is told by its reader, with what to do. */
async function byteCountOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** A matrix of a file, before it is known which side holds the samples. */
interface UnsettledMatrix {
  request: TableRequest;
  label: string;
  table: NumberTable;
  orientation?: Orientation;
  absentAreZero: boolean;
}

function together(
  requests: readonly TableRequest[],
  results: readonly NamedResult[],
  { samples, drugs }: NamesOfDataset = { samples: [], drugs: [] },
): ReadTables {
  const tables: ReadTables = { features: [], responses: [], provenance: [], duplicates: [], notices: [] };
  refuseOneForTwo(requests, results);
  const matrices: UnsettledMatrix[] = [];
  for (const [index, { contents, format, byteCount, sha256, notices }] of results.entries()) {
    const request = requests[index];
    const file = request.source.name;
    tables.provenance.push({ name: file, role: request.role, format, byteCount, sha256 });
    tables.notices.push(...notices.map((notice) => `${file}: ${notice}`));
    for (const content of contents) {
      if (content.kind === 'numbers') matrices.push(unsettled(request, content, countOfMatrices(contents)));
      else describe(tables, file, content, request.role);
    }
  }
  for (const matrix of matrices) addListed(matrix, matrices, tables);
  refuseTwice(matrices);
  const orientations = settleOrientations(
    matrices.map(({ request, table, orientation }) => ({
      role: request.role,
      rowNames: table.rowNames,
      columnNames: table.columnNames,
      orientation,
    })),
    {
      samples: new Set([...samples, ...namesOf(tables.samples?.byName)]),
      drugs: new Set([...drugs, ...(tables.drugs?.byName.keys() ?? [])]),
    },
  );
  matrices.forEach(({ request, label, table }, index) => {
    const { role } = request;
    const list = role === 'response' ? tables.responses : tables.features;
    list.push({ file: request.source.name, role, label, table, orientation: orientations[index] });
  });
  for (const [index, { duplicates }] of results.entries()) {
    const request = requests[index];
    const orientation = orientations[matrices.findIndex((matrix) => matrix.request === request)];
    tables.duplicates.push(...duplicates.map((found) => named(found, request, orientation)));
  }
  return tables;
}

/** Says which side the names stand on, once that is known. */
function named(
  { kind, ...found }: FoundDuplicates,
  { role, source }: TableRequest,
  orientation: Orientation,
): DuplicateNames {
  const across = role === 'response' ? 'drug' : 'feature';
  const [row, column] =
    orientation === 'samples-in-rows' ? (['sample', across] as const) : ([across, 'sample'] as const);
  const settled = { row, column, feature: across, sample: 'sample', drug: 'drug', pair: 'pair' } as const;
  return { file: source.name, kind: settled[kind], ...found };
}

/** Adds the samples that a table of samples lists, where lacking there means zero. */
function addListed(
  matrix: UnsettledMatrix,
  all: readonly UnsettledMatrix[],
  { samples, notices }: ReadTables,
): void {
  if (!matrix.absentAreZero || samples?.isTableOfSamples !== true) return;
  const elsewhere = all
    .filter((other) => other !== matrix)
    .flatMap(({ table: { rowNames, columnNames } }) => [...rowNames, ...columnNames]);
  const { table, added } = withListedSamples(matrix.table, samples.byName.values(), elsewhere);
  if (added.length === 0) return;
  matrix.table = table;
  const count = added.length === 1 ? '1 sample' : `${added.length} samples`;
  notices.push(
    `${matrix.request.source.name}: ${count} listed in ${samples.file} of which it does not tell ` +
      `${added.length === 1 ? 'counts' : 'count'} as without mutations.`,
  );
}

/** All names that a table of samples has for them. */
function namesOf(byName: ReadonlyMap<string, SampleDescription> = new Map()): string[] {
  return [...byName.values()].flatMap(({ name, aliases = [] }) => [name, ...aliases]);
}

function countOfMatrices(contents: readonly TableContent[]): number {
  return contents.filter(({ kind }) => kind === 'numbers').length;
}

/** The name that was given for the metric of a file goes before the file's own where it holds one. */
function unsettled(
  request: TableRequest,
  { table, metric, orientation, absentAreZero = false }: Extract<TableContent, { kind: 'numbers' }>,
  countInFile: number,
): UnsettledMatrix {
  const own = request.orientation ?? orientation;
  return {
    request,
    label: labelOf(request, countInFile === 1 ? (request.metric ?? metric) : metric),
    table,
    absentAreZero,
    ...(own === undefined ? {} : { orientation: own }),
  };
}

/** Keeps what a table tells of drugs or samples; a file that was given for that goes before what others tell beside. */
function describe(
  tables: ReadTables,
  file: string,
  { role, table }: Extract<TableContent, { kind: 'words' }>,
  requested: TableRole,
): void {
  if (role === 'drugs' && (requested === role || tables.drugs === undefined)) {
    tables.drugs = { file, byName: readDrugs(table, file) };
  }
  if (role === 'samples' && (requested === role || tables.samples === undefined)) {
    tables.samples = { file, byName: readSamples(table, file), isTableOfSamples: requested === role };
  }
}

/** The block's name for features, the metric's for a response, the role for the rest. */
function labelOf({ role, block, metric, source }: TableRequest, ownMetric?: string): string {
  if (role === 'features') return block ?? 'features';
  if (role === 'response') return metricFromName(ownMetric ?? metric ?? metricNameFrom(source.name)).name;
  return role;
}

function refuseIncomplete({ tables }: DatasetRequest): void {
  const responses = tables.filter(({ role }) => role === 'response');
  const features = tables.filter(({ role }) => !['response', 'drugs', 'samples', 'lookup'].includes(role));
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
}

/** One table cannot be features and responses. */
function refuseOneForTwo(requests: readonly TableRequest[], results: readonly NamedResult[]): void {
  const isSame = (one: number, other: number) =>
    requests[one].source.path === requests[other].source.path &&
    (requests[one].role === 'response') !== (requests[other].role === 'response') &&
    results[one].sheet === results[other].sheet;
  const matrices = [...results.keys()].filter((index) =>
    results[index].contents.some(({ kind }) => kind === 'numbers'),
  );
  for (const one of matrices) {
    const other = matrices.find((candidate) => isSame(one, candidate));
    if (other === undefined) continue;
    const { sheet } = results[one];
    const [table, remedy] =
      sheet === undefined
        ? ['the same file', 'Give each role its own file']
        : [`the same sheet "${sheet}"`, 'Say which sheet of the workbook is which'];
    throw new TracewiseError('invalid-setting', `${table} is given in two roles`, {
      place: { file: requests[one].source.name },
      found: `${requests[one].role} and ${requests[other].role}`,
      expected: 'a table for each',
      remedy,
    });
  }
}

function refuseTwice(matrices: readonly UnsettledMatrix[]): void {
  const keys = matrices.map(({ request, label }) =>
    request.role === 'response' ? `the metric ${label}` : label,
  );
  const twice = keys.find((key, index) => keys.indexOf(key) !== index);
  if (twice === undefined) return;
  throw new TracewiseError('invalid-setting', `two files bring ${twice}`, {
    found: matrices
      .filter((_, index) => keys[index] === twice)
      .map(({ request }) => request.source.name)
      .join(' and '),
    expected: 'one file for each block and metric',
  });
}
