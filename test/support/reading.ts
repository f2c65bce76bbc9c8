import type { FileHead, ReadOptions, ReadResult, TableFormat } from '#main/importers/formats/format.ts';
import { takersOf } from '#main/importers/formats/index.ts';
import type { Taker } from '#main/importers/formats/index.ts';
import { rowValues } from '#main/importers/tables/numberTable.ts';
import type { NumberTable } from '#main/importers/tables/numberTable.ts';
import { readingContext, sourceOf } from './files.ts';
import { temporaryFolder } from './folders.ts';

/** Options of reading without wishes of the user. */
export function readOptions(own: Partial<ReadOptions> = {}): ReadOptions {
  return { role: 'expression', lookups: [], ...own };
}

/** What a format makes of a file of this content. */
export function readWith(
  format: TableFormat,
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
  name = 'm.tsv',
): Promise<ReadResult> {
  return format.read(sourceOf(temporaryFolder(), name, content), readOptions(options), readingContext());
}

/** The one matrix that was read. */
export function onlyMatrix({ contents }: ReadResult): NumberTable {
  const [content] = contents;
  if (contents.length !== 1 || content.kind !== 'numbers') throw new TypeError('expected one matrix');
  return content.table;
}

/** Row by row. */
export function matrixValues(table: NumberTable): number[][] {
  return table.rowNames.map((_, row) => [...rowValues(table, row)]);
}

/** The first lines of a text without blank lines, as formats look at them. */
function headOf(text: string): FileHead {
  const lines = text.split('\n').map((line) => Buffer.from(line));
  return { lines: lines.filter((line) => line.length > 0), complete: true };
}

/** The format that takes a text first, as `auto` chooses it. */
export async function surestTaker(text: string): Promise<Taker | undefined> {
  return (await takersOf(headOf(text), new AbortController().signal)).at(0);
}
