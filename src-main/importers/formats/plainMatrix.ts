import type { ReadContext, Source } from '../context.ts';
import { cellEnd, countCells, readCell, roughCells, splitCells } from '../scan/cells.ts';
import { delimiterName, findDelimiter } from '../scan/delimiter.ts';
import { parseCell, scanNumberRow } from '../scan/numberRow.ts';
import { emptyNumberTable, nextRow } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { settleDuplicates } from '../tables/settleDuplicates.ts';
import type { SideRules } from '../tables/settleDuplicates.ts';
import { NamesAlong, checkNames } from '../tables/uniqueNames.ts';
import { findHeader } from './findHeader.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition, TableFormat } from './format.ts';
import { lineNumberOf, recogniseAt } from './headAt.ts';
import { ragged, refuseNumbersAsNames, textInNumber, trailingDelimiter } from './matrixErrors.ts';
import type { MatrixLayout } from './matrixLayout.ts';
import { readHead } from './readHead.ts';
import { headerOnly, oneColumn, readLines } from './readLines.ts';
import { linesAbove, rulesOf } from './readMatrix.ts';

/** Names along both sides, numbers between; R's `write.table` included, whose header is one field short. */
export const plainMatrix: TableFormat = {
  name: 'plain-matrix',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise,
  read,
};

const rowsToJudge = 20;
/** Of each row: what thousands of columns more say is the same. */
const bytesToJudge = 1 << 16;
const mostColumnsToJudge = 500;

/** Less than one, so that a reader that knows more of a matrix goes first. */
const mostConfidence = 0.9;

function recognise(head: FileHead): Recognition | undefined {
  if (head.lines.length < 2) return undefined;
  const index = findHeader(head)?.index ?? 0;
  const [header, ...rows] = head.lines.slice(index, index + 1 + rowsToJudge);
  const delimiter = findDelimiter(header, rows[0]);
  if (delimiter === undefined) return undefined;
  const values = rows.flatMap((row) =>
    roughCells(row.subarray(0, bytesToJudge), delimiter, mostColumnsToJudge).slice(1),
  );
  if (values.length === 0) return undefined;
  const numeric = values.filter((text) => parseCell(text) !== undefined).length / values.length;
  if (numeric < 0.5) return undefined;
  return {
    label: `plain matrix, ${delimiterName(delimiter)}-separated`,
    confidence: mostConfidence * numeric,
    delimiter,
    headerLine: lineNumberOf(head, index),
    layout: (file) => layoutOf(header, lineNumberOf(head, index), rows[0], delimiter, file),
  };
}

function layoutOf(
  header: Buffer,
  line: number,
  firstRow: Buffer,
  delimiter: number,
  file: string,
): MatrixLayout {
  const cells = splitCells(header, 0, header.length, delimiter, { file, line, column: 1 });
  const isOneShort = countCells(firstRow, 0, firstRow.length, delimiter) === cells.length + 1;
  return {
    rowHeader: isOneShort ? [''] : cells.slice(0, 1),
    columnNames: isOneShort ? cells : cells.slice(1),
    firstColumn: isOneShort ? 0 : 1,
    firstRowLine: line + 1,
    rowName: ([name]) => name,
  };
}

interface OpenMatrix {
  delimiter: number;
  table: NumberTable;
  rowNames: NamesAlong;
}

async function read(source: Source, options: ReadOptions, context: ReadContext): Promise<ReadResult> {
  const file = source.name;
  const rules = rulesOf({ rows: 'refuse', columns: 'refuse' }, options);
  const headerLine = await headerLineOf(source, options, context);
  let header: { bytes: Buffer; line: number } | undefined;
  let matrix: OpenMatrix | undefined;
  const facts = await readLines(source, context, (bytes, start, end, line) => {
    if (line < headerLine) return;
    if (header === undefined) {
      header = { bytes: Buffer.from(bytes.subarray(start, end)), line };
      return;
    }
    matrix ??= openMatrix(header, bytes.subarray(start, end), file, line, rules);
    addRow(matrix, bytes, start, end, file, line);
  });
  if (matrix === undefined) throw headerOnly(file, headerLine + 1);
  const { table, duplicates, notices } = settleDuplicates(matrix.table, rules, options);
  return {
    contents: [{ kind: 'numbers', table }],
    duplicates,
    notices: [...linesAbove(headerLine), ...notices],
    ...facts,
  };
}

/** As the user says, or the first line that looks like one; 1 where none does, and reading then says what is wrong. */
async function headerLineOf(
  source: Source,
  { headerLine, head: known }: ReadOptions,
  context: ReadContext,
): Promise<number> {
  if (headerLine !== undefined) return headerLine;
  const head = known ?? (await readHead(source, { signal: context.signal, progress: () => undefined }));
  return recogniseAt(plainMatrix, head, undefined)?.headerLine ?? 1;
}

function openMatrix(
  header: { bytes: Buffer; line: number },
  firstRow: Buffer,
  file: string,
  line: number,
  rules: SideRules,
): OpenMatrix {
  const delimiter = findDelimiter(header.bytes, firstRow);
  if (delimiter === undefined) throw oneColumn(file, header.line);
  const cells = splitCells(header.bytes, 0, header.bytes.length, delimiter, {
    file,
    line: header.line,
    column: 1,
  });
  const rowCellCount = countCells(firstRow, 0, firstRow.length, delimiter);
  const isOneShort = rowCellCount === cells.length + 1;
  if (isOneShort && firstRow.at(-1) === delimiter) throw trailingDelimiter(file, line, rowCellCount);
  const columnNames = isOneShort ? cells : cells.slice(1);
  const firstColumn = isOneShort ? 1 : 2;
  if (columnNames.length < 2) throw oneColumn(file, header.line);
  refuseNumbersAsNames(columnNames, file, header.line, firstColumn);
  checkNames(columnNames, rules.columns, (index) => ({
    file,
    line: header.line,
    column: firstColumn + index,
  }));
  return { delimiter, table: emptyNumberTable(columnNames), rowNames: new NamesAlong(rules.rows) };
}

function addRow(
  { delimiter, table, rowNames }: OpenMatrix,
  bytes: Buffer,
  start: number,
  end: number,
  file: string,
  line: number,
): void {
  const columnCount = table.columnNames.length;
  const nameEnd = cellEnd(bytes, start, end, delimiter);
  const place = { file, line, column: 1 };
  const name = readCell(bytes, start, nameEnd, place);
  if (name === '' && isBlank(bytes.subarray(start, end), delimiter)) return;
  if (nameEnd === end) throw ragged(place, 1, columnCount + 1);
  const { slab, offset } = nextRow(table);
  const found = scanNumberRow(bytes, nameEnd + 1, end, delimiter, slab, offset, columnCount);
  if (found < 0) {
    const cells = splitCells(bytes, start, end, delimiter, place);
    if (cells.length !== columnCount + 1) throw ragged(place, cells.length, columnCount + 1);
    throw textInNumber({ ...place, column: 1 - found }, cells[-found]);
  }
  if (found !== columnCount) throw ragged(place, found + 1, columnCount + 1);
  rowNames.add(name, place);
  table.rowNames.push(name);
}

/** A row of delimiters alone, as spreadsheets leave them below a table. */
function isBlank(row: Uint8Array, delimiter: number): boolean {
  return row.every((byte) => byte === delimiter || isSpace(byte));
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
