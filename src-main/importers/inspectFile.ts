import type { TableRole } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Orientation } from '#shared/model/imports.ts';
import { partOf } from './context.ts';
import type { ReadContext, Source } from './context.ts';
import { describedBy } from './dataset/annotations.ts';
import { byShape } from './dataset/orientation.ts';
import type { FileHead, Recognition } from './formats/format.ts';
import { automatic, takersOf } from './formats/index.ts';
import type { Taker } from './formats/index.ts';
import { readHead } from './formats/readHead.ts';
import type { ReadHead } from './formats/readHead.ts';
import { oneColumn, readLines } from './formats/readLines.ts';
import { sampleTable } from './sampleTable.ts';
import type { SampleTable } from './sampleTable.ts';
import { delimiterName } from './scan/delimiter.ts';
import { missingTokens, parseCell } from './scan/numberRow.ts';
import { metricInName, roleInName } from './suggest.ts';

/** What recognition makes of a file before anything is imported. */
export interface Inspection {
  byteCount: number;
  format: string;
  formatLabel: string;
  formats: { name: string; label: string }[];
  sheets: string[];
  sheet?: string;
  headerLine: number;
  metrics: string[];
  idColumns: string[];
  suggestedRole: TableRole;
  suggestedOrientation: Orientation;
  suggestedMetric?: string;
  delimiter: string;
  /** Those found in the first rows. */
  missingTokens: string[];
  /** Rows below the header. */
  rowCount: number;
  /** Columns beside the names. */
  columnCount: number;
  preview: string[][];
  rowNames: string[];
  columnNames: string[];
  warnings: string[];
}

const previewRows = 8;
const previewColumns = 8;
const namesShown = 10;
/** Files of responses seldom have more drugs. */
const mostDrugs = 1000;

/** What the user says of a file that was recognised otherwise; its sheet is part of the source. */
export interface InspectOptions {
  format?: string;
  headerLine?: number;
}

/**
 * Recognises a file by its first MiB and counts its rows; nothing is kept.
 * @throws TracewiseError `invalid-input` for what cannot be read as a table, `invalid-setting` for a format that
 *   there is not, `cancelled`
 */
export async function inspectFile(
  source: Source,
  context: ReadContext,
  { format: named, headerLine }: InspectOptions = {},
): Promise<Inspection> {
  const head = await readHead(source, partOf(context, 0, 0));
  const takers = await takersOf(head, context.signal, undefined, headerLine);
  const { format, recognition } = choose(takers, named, source.name, head);
  const table = sampleTable(head, recognition, source.name);
  const rowCount = head.complete ? table.rowsInHead : await countRows(source, table.firstRowLine, context);
  const isMatrix = recognition.layout !== undefined;
  const suggestedRole =
    recognition.role ??
    (isMatrix ? matrixRole(table, rowCount, source.name, recognition) : wordsRole(table.header));
  const shape = { role: suggestedRole, rowNames: { length: rowCount }, columnNames: table.columnNames };
  const metric = suggestedRole === 'response' ? metricInName(source.name) : undefined;
  return {
    byteCount: head.byteCount,
    format: format.name,
    formatLabel: labelOf(recognition, head),
    formats: takers.map(({ format: taker, recognition: { label } }) => ({ name: taker.name, label })),
    sheets: head.sheets ?? [],
    ...(head.sheet === undefined ? {} : { sheet: head.sheet }),
    headerLine: recognition.headerLine ?? 1,
    metrics: recognition.metrics ?? [],
    idColumns: recognition.idColumns ?? [],
    suggestedRole,
    suggestedOrientation: recognition.orientation ?? byShape(shape),
    ...(metric === undefined ? {} : { suggestedMetric: metric }),
    delimiter: delimiterName(recognition.delimiter),
    missingTokens: missingTokens.filter((token) => table.values.includes(token)),
    rowCount,
    columnCount: table.columnNames.length,
    preview: previewOf(table),
    rowNames: table.rowNames.slice(0, namesShown),
    columnNames: table.columnNames.slice(0, namesShown),
    warnings: warningsOf(table, isMatrix),
  };
}

function choose(takers: readonly Taker[], named: string | undefined, file: string, head: FileHead): Taker {
  if (named === undefined || named === automatic) {
    if (takers.length === 0) throw unreadable(file, head.lines.length);
    return takers[0];
  }
  const taker = takers.find(({ format }) => format.name === named);
  if (taker !== undefined) return taker;
  throw new TracewiseError('invalid-setting', `the file cannot be read as "${named}"`, {
    place: { file },
    found: named,
    expected: [automatic, ...takers.map(({ format }) => format.name)].join(', '),
  });
}

function labelOf({ label }: Recognition, { compressed, sheet }: ReadHead): string {
  if (sheet !== undefined) return `${label.replace(/, tab-separated$/, '')}, in a workbook`;
  return `${label}${compressed ? ', gzip' : ''}`;
}

function previewOf({ header, rows }: SampleTable): string[][] {
  return [header, ...rows].slice(0, previewRows + 1).map((cells) => cells.slice(0, previewColumns + 1));
}

function wordsRole(header: readonly string[]): TableRole {
  return describedBy(header) ?? 'samples';
}

/**
 * Zeros and ones are mutations; else the name decides; else a narrow table with gaps is a response, unless its format
 * is one of genes, which says where the samples are.
 */
function matrixRole(
  table: SampleTable,
  rowCount: number,
  fileName: string,
  { orientation }: Recognition,
): TableRole {
  const numbers = table.values.map(parseCell).filter((value) => value !== undefined && !Number.isNaN(value));
  if (numbers.every((value) => value === 0 || value === 1)) return 'mutation';
  const named = roleInName(fileName);
  if (named !== undefined) return named;
  const hasGaps = orientation === undefined && numbers.length < table.values.length;
  return hasGaps && Math.min(rowCount, table.columnNames.length) < mostDrugs ? 'response' : 'features';
}

function warningsOf({ values, fieldCounts, fieldsExpected }: SampleTable, isMatrix: boolean): string[] {
  const ragged = fieldCounts.findIndex((count) => count !== fieldsExpected);
  const text = isMatrix ? values.find((cell) => parseCell(cell) === undefined) : undefined;
  return [
    ...(ragged === -1
      ? []
      : [`Row ${ragged + 1} has ${fieldCounts[ragged]} fields, the header says ${fieldsExpected}.`]),
    ...(text === undefined ? [] : [`"${text}" stands where a number is expected.`]),
  ];
}

async function countRows(source: Source, firstRowLine: number, context: ReadContext): Promise<number> {
  let rowCount = 0;
  await readLines(source, context, (_bytes, _start, _end, line) => {
    if (line >= firstRowLine) rowCount += 1;
  });
  return rowCount;
}

function unreadable(file: string, lineCount: number): TracewiseError {
  return lineCount < 2
    ? new TracewiseError('invalid-input', 'the file has one line only', {
        place: { file, line: 1 },
        found: 'one line',
        expected: 'a header line and at least one row',
        remedy: 'Check that the download or export ran to its end',
      })
    : oneColumn(file, 1);
}
