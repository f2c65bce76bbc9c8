import { countFilled, roughCells } from '../scan/cells.ts';
import { findDelimiter } from '../scan/delimiter.ts';
import { parseCell } from '../scan/numberRow.ts';
import type { FileHead } from './format.ts';

/** The header line of a table, as a place in its head. */
export interface HeaderFound {
  index: number;
  delimiter: number;
  /** For a first look; empty cells at the end left out. */
  header: string[];
}

/** Titles and notes that may stand above a header. */
const mostLinesAbove = 40;

/** Several formats ask, and a line may have tens of thousands of cells. */
const found = new WeakMap<FileHead, { header: HeaderFound | undefined }>();

/**
 * The first line that fills at least half of the columns of the line below; what stands above it is a banner. Numbers
 * under a line of several words are a row of a ragged table, whose header is that line.
 * @returns `undefined` when no line does
 */
export function findHeader(head: FileHead): HeaderFound | undefined {
  const known = found.get(head);
  if (known !== undefined) return known.header;
  const header = searchHeader(head);
  found.set(head, { header });
  return header;
}

function searchHeader(head: FileHead): HeaderFound | undefined {
  const last = Math.min(head.lines.length - 1, mostLinesAbove);
  for (let index = 0; index < last; index += 1) {
    const delimiter = findDelimiter(head.lines[index], head.lines[index + 1]);
    if (delimiter === undefined) continue;
    const cells = roughCells(head.lines[index], delimiter);
    if (!isHeader(cells, countFilled(head.lines[index + 1], delimiter))) continue;
    const above = isRow(cells) ? widestLine(head.lines.slice(0, index), delimiter) : undefined;
    return above ?? headerAt(index, delimiter, cells);
  }
  return undefined;
}

function headerAt(index: number, delimiter: number, cells: readonly string[]): HeaderFound {
  return { index, delimiter, header: cells.slice(0, cells.findLastIndex(isFilled) + 1) };
}

/** The line that fills most cells, the first of several; `undefined` where all are of one cell, as titles are. */
function widestLine(lines: readonly Buffer[], delimiter: number): HeaderFound | undefined {
  const all = lines.map((line) => roughCells(line, delimiter));
  const filled = all.map((cells) => cells.filter(isFilled).length);
  const most = filled.reduce((widest, count) => Math.max(widest, count), 0);
  const index = filled.indexOf(most);
  return most < 2 ? undefined : headerAt(index, delimiter, all[index]);
}

/** Mostly numbers behind the first cell. */
function isRow(cells: readonly string[]): boolean {
  const values = cells.slice(1).filter(isFilled);
  return values.filter((cell) => parseCell(cell) !== undefined).length * 2 > values.length;
}

function isHeader(cells: readonly string[], below: { cells: number; filled: number }): boolean {
  if (below.cells !== cells.length && below.cells !== cells.length + 1) return false;
  const filled = cells.filter(isFilled).length;
  return filled >= Math.min(3, cells.length - 1) && filled * 2 >= below.filled;
}

function isFilled(cell: string): boolean {
  return cell !== '';
}
