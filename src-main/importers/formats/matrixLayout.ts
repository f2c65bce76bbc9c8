/** Where the names and values of a matrix stand in its file. Cells of a line count from 0. */
export interface MatrixLayout {
  /** The header's cells over what stands before the first value of a row. */
  rowHeader: string[];
  /** As they will be named. */
  columnNames: string[];
  /** The cell of the header line that the first of them stands in. */
  firstColumn: number;
  /** From 1; lines between the header and it hold no row. */
  firstRowLine: number;
  /** A field that is not read follows each value. */
  paired?: boolean;
  /** Fields after the last value that are not read. */
  trailing?: number;
  /** A `-` says "none" and not "unknown". */
  dashIsZero?: boolean;
  /** Of the cells before the first value; `undefined` when the row is not to be read. */
  rowName: (cells: readonly string[], line: number) => string | undefined;
}
