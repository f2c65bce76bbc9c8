import { readFileSync } from 'node:fs';
import { matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../src-shared/numerics/linalg/matrix.ts';

/** The rows of a tab-separated table, by column name. */
export function parseRows(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
}

/** The rows of a tab-separated fixture, by column name. */
export function readRows(path: string): Record<string, string>[] {
  return parseRows(readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8'));
}

/** A tab-separated fixture of numbers below names, its first column names too: rows x columns, NaN for NA. */
export function numbersOf(path: string): Matrix {
  const rows = readRows(path).map((row) => Object.values(row).slice(1).map(Number));
  const values = rows[0].flatMap((_, column) => rows.map((row) => row[column]));
  return matrix(rows.length, rows[0].length, Float64Array.from(values));
}
