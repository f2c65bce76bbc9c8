import { isUtf8 } from 'node:buffer';
import { splitCells } from './scan/cells.ts';
import type { FileHead, Recognition } from './formats/format.ts';
import { lineNumberOf } from './formats/headAt.ts';
import type { MatrixLayout } from './formats/matrixLayout.ts';

/** The first rows of a table as its format understands them. */
export interface SampleTable {
  header: string[];
  /** Calls and columns behind the values left out. */
  rows: string[][];
  /** How many fields each of the rows has in the file, and should have. */
  fieldCounts: number[];
  fieldsExpected: number;
  /** Of the rows that will be read. */
  rowNames: string[];
  columnNames: string[];
  /** The cells of the first rows, names and annotations left out. */
  values: string[];
  /** From 1. */
  firstRowLine: number;
  /** Rows among the lines of the head. */
  rowsInHead: number;
}

const rowsToJudge = 50;
const windows1252 = new TextDecoder('windows-1252');

/** @throws TracewiseError `invalid-input` for a quote that is not closed and for text that is not UTF-8 */
export function sampleTable(head: FileHead, recognition: Recognition, file: string): SampleTable {
  const layout = recognition.layout?.(file);
  const firstRowLine = layout?.firstRowLine ?? (recognition.headerLine ?? lineNumberOf(head, 0)) + 1;
  const rowLines = head.lines
    .map((bytes, index) => ({ bytes, line: lineNumberOf(head, index) }))
    .filter(({ line }) => line >= firstRowLine);
  const cellsOf = ({ bytes, line }: { bytes: Buffer; line: number }) => {
    // Tables of words are read in Windows' encoding too; names in a matrix must be UTF-8.
    const isOther = layout === undefined && !isUtf8(bytes);
    const text = isOther ? Buffer.from(windows1252.decode(bytes)) : bytes;
    return splitCells(text, 0, text.length, recognition.delimiter, { file, line, column: 1 });
  };
  const cells = rowLines.slice(0, rowsToJudge).map(cellsOf);
  const common = { firstRowLine, rowsInHead: rowLines.length, fieldCounts: cells.map((row) => row.length) };
  if (layout !== undefined) return { ...common, ...matrixSample(layout, cells, firstRowLine) };
  const headerIndex = head.lines.length - rowLines.length - 1;
  const first = cellsOf({ bytes: head.lines[headerIndex], line: firstRowLine - 1 });
  const header = cells[0]?.length === first.length + 1 ? ['', ...first] : first;
  return {
    ...common,
    header,
    rows: cells,
    fieldsExpected: header.length,
    rowNames: cells.map((row) => row[0]),
    columnNames: header.slice(1),
    values: cells.flatMap((row) => row.slice(1)),
  };
}

function matrixSample(layout: MatrixLayout, cells: readonly string[][], firstRowLine: number) {
  const { rowHeader, columnNames, paired, trailing = 0 } = layout;
  const leading = rowHeader.length;
  const step = paired === true ? 2 : 1;
  const end = leading + step * columnNames.length;
  const isValue = (_: string, index: number) =>
    index >= leading && index < end && (index - leading) % step === 0;
  const names = cells.map((row, index) => layout.rowName(row.slice(0, leading), firstRowLine + index));
  return {
    header: [...rowHeader, ...columnNames],
    rows: cells.map((row) => row.filter((_, index) => index < leading || isValue(_, index))),
    fieldsExpected: end + trailing,
    rowNames: names.filter((name) => name !== undefined),
    columnNames,
    values: cells.flatMap((row) => row.filter(isValue)),
  };
}
