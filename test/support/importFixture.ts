import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Source } from '../../src-main/importers/context.ts';
import type {
  ReadOptions,
  ReadResult,
  Recognition,
  TableFormat,
} from '../../src-main/importers/formats/format.ts';
import { takersOf } from '../../src-main/importers/formats/index.ts';
import { readHead } from '../../src-main/importers/formats/readHead.ts';
import type { TextTable } from '../../src-main/importers/tables/textTable.ts';
import { readingContext } from './files.ts';
import { matrixValues, readOptions } from './reading.ts';

/** A file under `test/fixtures/import`. */
export function fixture(name: string): Source {
  const path = fileURLToPath(new URL(`../fixtures/import/${name}`, import.meta.url));
  return { path, name: name.slice(name.lastIndexOf('/') + 1) };
}

/** The content of a fixture, to be spoilt. */
export function fixtureText(name: string): string {
  return readFileSync(fixture(name).path, 'utf8');
}

/** What a format makes of a fixture. */
export function readFixture(
  format: TableFormat,
  name: string,
  options: Partial<ReadOptions> = {},
): Promise<ReadResult> {
  return format.read(fixture(name), readOptions({ role: 'response', ...options }), readingContext());
}

/** The format that takes a file first, and what it says of it. */
export async function recognised(source: Source): Promise<{ format: string } & Recognition> {
  const context = readingContext();
  const [taker] = await takersOf(await readHead(source, context), context.signal);
  return { format: taker.format.name, ...taker.recognition };
}

/** The matrices of a file with several: rows, columns and values by metric. */
export function matricesOf({ contents }: ReadResult) {
  return contents.flatMap((content) =>
    content.kind === 'words'
      ? []
      : [
          {
            metric: content.metric,
            rows: content.table.rowNames,
            columns: content.table.columnNames,
            values: matrixValues(content.table),
          },
        ],
  );
}

/** What a file says of drugs or samples beside its values, header first. */
export function wordsOf(
  { contents }: ReadResult,
  role: 'drugs' | 'samples' | 'lookup',
): string[][] | undefined {
  const content = contents.find((own) => own.kind === 'words' && own.role === role);
  if (content?.kind !== 'words') return undefined;
  return [content.table.header, ...content.table.rows.map(({ cells }) => cells)];
}

/** A table of words that was read, as lookups are handed over. */
export function lookupOf(file: string, { contents }: ReadResult): { file: string; table: TextTable } {
  const [content] = contents;
  if (content.kind !== 'words') throw new TypeError('expected a table of words');
  return { file, table: content.table };
}
