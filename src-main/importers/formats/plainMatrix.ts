import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from '../context.ts';
import { cellEnd, countCells, readCell, roughCells, shorten, splitCells } from '../scan/cells.ts';
import { delimiterName, findDelimiter } from '../scan/delimiter.ts';
import { missingTokens, parseCell, scanNumberRow } from '../scan/numberRow.ts';
import { emptyNumberTable, nextRow } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import { UniqueNames } from '../tables/uniqueNames.ts';
import type { FileHead, ReadOptions, Recognition, TableFormat } from './format.ts';
import { headerOnly, oneColumn, readLines } from './readLines.ts';

/** Names along both sides, numbers between; R's `write.table` included, whose header is one field short. */
export const plainMatrix: TableFormat = {
  name: 'plain-matrix',
  roles: ['expression', 'copy-number', 'mutation', 'features', 'response'],
  recognise,
  read,
};

const rowsToJudge = 20;

function recognise({ lines }: FileHead): Recognition | undefined {
  if (lines.length < 2) return undefined;
  const [header, ...rows] = lines;
  const delimiter = findDelimiter(header, rows[0]);
  if (delimiter === undefined) return undefined;
  const values = rows.slice(0, rowsToJudge).flatMap((row) => roughCells(row, delimiter).slice(1));
  if (values.length === 0) return undefined;
  const numeric = values.filter((text) => parseCell(text) !== undefined).length;
  const confidence = numeric / values.length;
  if (confidence < 0.5) return undefined;
  return { label: `plain matrix, ${delimiterName(delimiter)}-separated`, confidence, delimiter };
}

interface OpenMatrix {
  delimiter: number;
  table: NumberTable;
  rowNames: UniqueNames;
}

async function read(source: Source, _options: ReadOptions, context: ReadContext) {
  const file = source.name;
  let header: { bytes: Buffer; line: number } | undefined;
  let matrix: OpenMatrix | undefined;
  const facts = await readLines(source, context, (bytes, start, end, line) => {
    if (header === undefined) {
      header = { bytes: Buffer.from(bytes.subarray(start, end)), line };
      return;
    }
    matrix ??= openMatrix(header, bytes.subarray(start, end), file, line);
    addRow(matrix, bytes, start, end, file, line);
  });
  if (matrix === undefined) throw headerOnly(file);
  const contents = [{ kind: 'numbers' as const, table: matrix.table }];
  return { contents, duplicates: [], notices: [], ...facts };
}

function openMatrix(
  header: { bytes: Buffer; line: number },
  firstRow: Buffer,
  file: string,
  line: number,
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
  const unique = new UniqueNames();
  columnNames.forEach((name, index) => {
    unique.add(name, { file, line: header.line, column: firstColumn + index });
  });
  return { delimiter, table: emptyNumberTable(columnNames), rowNames: new UniqueNames() };
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

function ragged(place: { file: string; line: number }, found: number, expected: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the row has another number of fields than the header says', {
    place: { ...place, column: Math.min(found, expected) + 1 },
    found: `${found} fields`,
    expected: `${expected} fields`,
    remedy: 'Look for a missing value, an extra delimiter or a line cut short',
  });
}

function trailingDelimiter(file: string, line: number, column: number): TracewiseError {
  return new TracewiseError('invalid-input', 'the row ends with a delimiter and the header does not', {
    place: { file, line, column },
    found: 'an empty last field',
    expected: 'as many fields as the header has',
    remedy: 'Take the delimiter at the end of the rows away, or give the last column a name',
  });
}

function textInNumber(place: { file: string; line: number; column: number }, text: string): TracewiseError {
  const hasDecimalComma = /^[+-]?\d+,\d+$/.test(text);
  return new TracewiseError('invalid-input', 'a field is not a number', {
    place,
    found: `"${shorten(text)}"`,
    expected: `a number, or one of ${missingTokens.join(', ')} or an empty field where it is missing`,
    remedy: hasDecimalComma
      ? 'Export the table with a decimal point instead of a decimal comma'
      : 'Correct the field, or empty it if the value is missing',
  });
}

/** A first line of numbers is a row: taken as a header it would give its values away as names. */
function refuseNumbersAsNames(names: readonly string[], file: string, line: number, column: number): void {
  if (!names.every((name) => /^[+-]?\d*\.\d+([eE][+-]?\d+)?$/.test(name))) return;
  throw new TracewiseError('invalid-input', 'the first line holds numbers where names must stand', {
    place: { file, line, column },
    found: `"${names[0]}"`,
    expected: 'a header line with the name of every column',
    remedy: 'Put a header line above the first row',
  });
}
