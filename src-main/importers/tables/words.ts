import { missingTokens } from '../scan/numberRow.ts';

const nothing: ReadonlySet<string> = new Set(['', ...missingTokens]);

/** Whether a cell says something. */
export function isWord(cell: string | undefined): cell is string {
  return cell !== undefined && !nothing.has(cell);
}
