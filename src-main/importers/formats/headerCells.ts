import { splitCells } from '../scan/cells.ts';
import type { FileHead } from './format.ts';
import { lineNumberOf } from './headAt.ts';

/** The header's cells as text; empty ones at its end are dropped and counted. */
export function headerCells(
  head: FileHead,
  index: number,
  delimiter: number,
  file: string,
): { cells: string[]; trailing: number } {
  const line = head.lines[index];
  const place = { file, line: lineNumberOf(head, index), column: 1 };
  const all = splitCells(line, 0, line.length, delimiter, place);
  const last = all.findLastIndex((cell) => cell !== '');
  return { cells: all.slice(0, last + 1), trailing: all.length - last - 1 };
}

/** A header's cell in lower case, letters and digits only, without a footnote's letter. */
export function plainWord(cell: string): string {
  return cell
    .replace(/ [a-z]$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');
}
