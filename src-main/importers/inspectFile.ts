import type { TableRole } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Orientation } from '#shared/model/imports.ts';
import { partOf } from './context.ts';
import type { ReadContext, Source } from './context.ts';
import { describedBy } from './dataset/annotations.ts';
import { byShape } from './dataset/orientation.ts';
import { recogniseFormat, takersOf } from './formats/index.ts';
import { oneColumn, readLines } from './formats/readLines.ts';
import { readHead } from './formats/readHead.ts';
import { splitCells } from './scan/cells.ts';
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
const rowsToJudge = 50;
/** Files of responses seldom have more drugs. */
const mostDrugs = 1000;

/**
 * Recognises a file by its first MiB and counts its rows; nothing is kept.
 * @throws TracewiseError `invalid-input` for what cannot be read as a table, `cancelled`
 */
export async function inspectFile(source: Source, context: ReadContext): Promise<Inspection> {
  const head = await readHead(source, partOf(context, 0, 0));
  const recognised = recogniseFormat(head);
  if (recognised === undefined) throw unreadable(source.name, head.lines.length);
  const { format, recognition } = recognised;
  const rowCount = head.complete ? head.lines.length - 1 : await countRows(source, context);
  const table = readSample(head.lines, recognition.delimiter, source.name);
  const isMatrix = format.name === 'plain-matrix';
  const suggestedRole = isMatrix ? matrixRole(table, rowCount, source.name) : wordsRole(table.header);
  const shape = { role: suggestedRole, rowNames: { length: rowCount }, columnNames: table.columnNames };
  const metric = suggestedRole === 'response' ? metricInName(source.name) : undefined;
  return {
    byteCount: head.byteCount,
    format: format.name,
    formatLabel: `${recognition.label}${head.compressed ? ', gzip' : ''}`,
    formats: takersOf(head).map(({ format: taker, recognition: { label } }) => ({ name: taker.name, label })),
    sheets: [],
    headerLine: recognition.headerLine ?? 1,
    metrics: recognition.metrics ?? [],
    idColumns: recognition.idColumns ?? [],
    suggestedRole,
    suggestedOrientation: byShape(shape),
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

interface SampleOfTable {
  header: string[];
  rows: string[][];
  rowNames: string[];
  columnNames: string[];
  /** The cells of the first rows, names left out. */
  values: string[];
}

function readSample(lines: readonly Buffer[], delimiter: number, file: string): SampleOfTable {
  const cells = lines
    .slice(0, rowsToJudge + 1)
    .map((line, index) => splitCells(line, 0, line.length, delimiter, { file, line: index + 1, column: 1 }));
  const [first, ...rows] = cells;
  const isOneShort = rows[0].length === first.length + 1;
  const header = isOneShort ? ['', ...first] : first;
  return {
    header,
    rows,
    rowNames: rows.map((row) => row[0]),
    columnNames: header.slice(1),
    values: rows.flatMap((row) => row.slice(1)),
  };
}

function previewOf({ header, rows }: SampleOfTable): string[][] {
  return [header, ...rows].slice(0, previewRows + 1).map((cells) => cells.slice(0, previewColumns + 1));
}

function wordsRole(header: readonly string[]): TableRole {
  return describedBy(header) ?? 'samples';
}

/** Zeros and ones are mutations; else the name decides; else a narrow table with gaps is a response. */
function matrixRole(table: SampleOfTable, rowCount: number, fileName: string): TableRole {
  const numbers = table.values.map(parseCell).filter((value) => value !== undefined && !Number.isNaN(value));
  if (numbers.every((value) => value === 0 || value === 1)) return 'mutation';
  const named = roleInName(fileName);
  if (named !== undefined) return named;
  const hasGaps = numbers.length < table.values.length;
  return hasGaps && Math.min(rowCount, table.columnNames.length) < mostDrugs ? 'response' : 'features';
}

function warningsOf({ header, rows }: SampleOfTable, isMatrix: boolean): string[] {
  const ragged = rows.findIndex((row) => row.length !== header.length);
  const text = isMatrix
    ? rows.flatMap((row) => row.slice(1)).find((cell) => parseCell(cell) === undefined)
    : undefined;
  return [
    ...(ragged === -1
      ? []
      : [`Row ${ragged + 1} has ${rows[ragged].length} fields, the header says ${header.length}.`]),
    ...(text === undefined ? [] : [`"${text}" stands where a number is expected.`]),
  ];
}

async function countRows(source: Source, context: ReadContext): Promise<number> {
  let lineCount = 0;
  await readLines(source, context, () => {
    lineCount += 1;
  });
  return lineCount - 1;
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
