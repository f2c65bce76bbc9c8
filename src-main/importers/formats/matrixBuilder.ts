import type { DuplicateRule } from '#shared/model/imports.ts';
import { cellEnd, countCells, readCell, splitCells } from '../scan/cells.ts';
import { scanNumberRow } from '../scan/numberRow.ts';
import { emptyNumberTable, nextRow } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { SideRules } from '../tables/settleDuplicates.ts';
import { NamesAlong, checkNames } from '../tables/uniqueNames.ts';
import { ragged, textInNumber } from './matrixErrors.ts';
import type { MatrixLayout } from './matrixLayout.ts';

const dash = 0x2d;
const zero = 0x30;

/** Puts the rows of a file whose layout is known into a table; a byte of a value becomes no string. */
export class MatrixBuilder {
  readonly table: NumberTable;
  /** Rows that the layout does not read. */
  leftOut = 0;
  private readonly rowNames: NamesAlong;
  private readonly file: string;
  private readonly delimiter: number;
  private readonly layout: MatrixLayout;
  private scratch = Buffer.alloc(0);

  /** @throws TracewiseError `invalid-input` for a column's name that is empty, or stands twice and is to be refused */
  constructor(
    at: { file: string; delimiter: number; headerLine: number },
    layout: MatrixLayout,
    rules: SideRules,
  ) {
    this.file = at.file;
    this.delimiter = at.delimiter;
    this.layout = layout;
    this.table = emptyNumberTable(layout.columnNames);
    this.rowNames = new NamesAlong(rules.rows);
    checkColumns(layout, rules.columns, at.file, at.headerLine);
  }

  /** @throws TracewiseError `invalid-input` with line and column */
  addRow(bytes: Buffer, start: number, end: number, line: number): void {
    const { file, delimiter, layout, table } = this;
    const place = { file, line, column: 1 };
    const leading = layout.rowHeader.length;
    const cells: string[] = [];
    let at = start;
    for (; cells.length < leading && at <= end; at += 1) {
      const stop = cellEnd(bytes, at, end, delimiter);
      cells.push(readCell(bytes, at, stop, { ...place, column: cells.length + 1 }));
      at = stop;
    }
    const name = layout.rowName(cells, line);
    if (name === undefined) {
      this.leftOut += 1;
      return;
    }
    if (at > end) throw ragged(place, cells.length, this.fieldCount);
    const { slab, offset } = nextRow(table);
    this.readValues(bytes, at, end, slab, offset, place);
    this.rowNames.add(name, place);
    table.rowNames.push(name);
  }

  private get fieldCount(): number {
    const { rowHeader, columnNames, paired, trailing = 0 } = this.layout;
    return rowHeader.length + columnNames.length * (paired === true ? 2 : 1) + trailing;
  }

  private readValues(
    bytes: Buffer,
    start: number,
    end: number,
    target: Float64Array,
    offset: number,
    place: { file: string; line: number },
  ): void {
    const { delimiter, layout } = this;
    const { columnNames, paired, dashIsZero, trailing = 0, rowHeader } = layout;
    const expected = columnNames.length;
    let [values, from, to] = [bytes, start, end];
    if (paired === true || dashIsZero === true) {
      to = paired === true ? this.takeValues(bytes, start, end) : this.takeNones(bytes, start, end);
      [values, from] = [this.scratch, 0];
    }
    const found = scanNumberRow(values, from, to, delimiter, target, offset, expected);
    if (found === expected + trailing) return;
    const step = paired === true ? 2 : 1;
    if (found >= 0 || countCells(values, from, to, delimiter) !== expected + trailing) {
      throw ragged(place, rowHeader.length + countCells(bytes, start, end, delimiter), this.fieldCount);
    }
    const column = rowHeader.length + step * (-1 - found) + 1;
    const text = splitCells(values, from, to, delimiter, { ...place, column: rowHeader.length + 1 });
    throw textInNumber({ ...place, column }, text[-1 - found]);
  }

  /** Copies every second cell, and gives the end of the copy. */
  private takeValues(bytes: Buffer, start: number, end: number): number {
    const { delimiter } = this;
    const scratch = this.reserve(end - start);
    let to = 0;
    for (let at = start; at <= end; at += 1) {
      if (at > start) scratch[to++] = delimiter;
      const stop = cellEnd(bytes, at, end, delimiter);
      while (at < stop) scratch[to++] = bytes[at++];
      if (stop === end) break;
      at = cellEnd(bytes, stop + 1, end, delimiter);
    }
    return this.close(to);
  }

  /** Copies the cells with a 0 for every `-` alone, and gives the end of the copy. */
  private takeNones(bytes: Buffer, start: number, end: number): number {
    const { delimiter } = this;
    const scratch = this.reserve(end - start);
    bytes.copy(scratch, 0, start, end);
    const to = end - start;
    for (let at = scratch.indexOf(dash); at !== -1 && at < to; at = scratch.indexOf(dash, at + 1)) {
      const opens = at === 0 || scratch[at - 1] === delimiter;
      if (opens && (at + 1 === to || scratch[at + 1] === delimiter)) scratch[at] = zero;
    }
    return this.close(to);
  }

  private reserve(byteCount: number): Buffer {
    if (this.scratch.length <= byteCount) this.scratch = Buffer.allocUnsafe(2 * byteCount + 1);
    return this.scratch;
  }

  /** What stands behind the end is read, and must not be part of a number. */
  private close(end: number): number {
    this.scratch[end] = this.delimiter;
    return end;
  }
}

function checkColumns(
  { columnNames, firstColumn, paired }: MatrixLayout,
  rule: DuplicateRule,
  file: string,
  line: number,
): void {
  const step = paired === true ? 2 : 1;
  checkNames(columnNames, rule, (index) => ({ file, line, column: firstColumn + index * step + 1 }));
}
