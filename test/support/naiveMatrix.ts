import { randomInteger } from '../../src-shared/numerics/random/stream.ts';
import type { RandomStream } from '../../src-shared/numerics/random/stream.ts';

/** A matrix as text and as what a reader should make of it. */
export interface WrittenMatrix {
  text: string;
  rowNames: string[];
  columnNames: string[];
  values: number[][];
}

const missing = ['', 'NA', 'NaN', 'na', 'N/A', '-'];
const delimiters = ['\t', ',', ';'];
const lineEnds = ['\n', '\r\n', '\r'];

/** A random matrix written in one of the many ways that files are written; values by `Number`. */
export function writeRandomMatrix(stream: RandomStream): WrittenMatrix {
  const pick = <T>(items: readonly T[]): T => items[randomInteger(stream, items.length)];
  const delimiter = pick(delimiters);
  const lineEnd = pick(lineEnds);
  const rowNames = names('r', 1 + randomInteger(stream, 8), stream);
  const columnNames = names('c', 2 + randomInteger(stream, 12), stream);
  const cells = rowNames.map(() => columnNames.map(() => randomCell(stream)));
  const quoted = (text: string): string => (stream.next() < 0.2 ? `"${text.replaceAll('"', '""')}"` : text);
  const corner = pick([[], [''], ['name']]);
  // Where the header is one field short, an empty last field would look like a delimiter too many.
  if (corner.length === 0) for (const row of cells) if (row.at(-1) === '') row[row.length - 1] = 'NA';
  const header = [...corner, ...columnNames].map(quoted).join(delimiter);
  const rows = cells.map((row, index) => [rowNames[index], ...row].map(quoted).join(delimiter));
  const mark = stream.next() < 0.2 ? '\uFEFF' : '';
  const end = stream.next() < 0.5 ? lineEnd : '';
  return {
    text: mark + [header, ...rows].join(lineEnd) + end,
    rowNames,
    columnNames,
    values: cells.map((row) => row.map((cell) => (missing.includes(cell) ? NaN : Number(cell)))),
  };
}

function names(prefix: string, count: number, stream: RandomStream): string[] {
  const endings = ['', '-x', ' β', '_LUNG', '.1'];
  return Array.from({ length: count }, (_, index) => {
    return `${prefix}${index}${endings[randomInteger(stream, endings.length)]}`;
  });
}

function randomCell(stream: RandomStream): string {
  const kind = randomInteger(stream, 9);
  const value = (stream.next() - 0.5) * 10 ** randomInteger(stream, 12);
  switch (kind) {
    case 0:
      return missing[randomInteger(stream, missing.length)];
    case 1:
      return String(randomInteger(stream, 2));
    case 2:
      return String(value);
    case 3:
      return value.toPrecision(1 + randomInteger(stream, 17));
    case 4:
      return value.toExponential(randomInteger(stream, 17));
    case 5:
      return value.toFixed(randomInteger(stream, 6));
    case 6:
      return `${stream.next() < 0.5 ? '-' : ''}.${randomInteger(stream, 100000)}`;
    case 7:
      return `${randomInteger(stream, 1000)}.`;
    default:
      return `${String(value)}${String(randomInteger(stream, 1e9))}`.replace(/e.*$/, '');
  }
}
