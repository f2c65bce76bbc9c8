import { TracewiseError } from '#shared/model/errors.ts';
import { findColumns, idOf } from '../../tables/headers.ts';
import type { TextTable } from '../../tables/textTable.ts';
import { isWord } from '../../tables/words.ts';

/** The way from the rows of a table to words that stand in it or in a table joined to it. */
export interface Route {
  /** Of the table itself: the words, or the ids that lead to them. */
  column: number;
  /** From id to word, where the words stand in another table. */
  words?: ReadonlyMap<string, string>;
}

type Lookup = { file: string; table: TextTable };

/** A lookup table as seen from the rows of the main one. */
interface Joined extends Lookup {
  column: number;
  /** From what stands in the main table's column to rows of the lookup. */
  rows: ReadonlyMap<string, readonly number[]>;
}

/** A table with the lookups that its id columns lead to, from one to the next. */
export class JoinedTable {
  private readonly header: readonly string[];
  private readonly joined: Joined[] = [];

  constructor(header: readonly string[], lookups: readonly Lookup[]) {
    this.header = header;
    const waiting = [...lookups];
    for (;;) {
      const next = waiting.findIndex((lookup) => this.join(lookup));
      if (next === -1) return;
      waiting.splice(next, 1);
    }
  }

  /**
   * The ways to columns under these keys: those of the table itself first, in the order of the keys, then those of
   * the lookups that its ids lead to.
   */
  routes(keys: readonly string[], options: { isName: boolean }): Route[] {
    const own = findColumns(this.header, keys).map((column) => ({ column }));
    const far = this.joined.flatMap((joined) =>
      findColumns(joined.table.header, keys).map((target) => ({
        column: joined.column,
        words: wordsOf(joined, target, options.isName),
      })),
    );
    return [...own, ...far];
  }

  /** The ids of lookups, as they are called there, that an id of the table leads to. */
  idsFrom(column: number): string[] {
    const own = new Set(this.header.map(idOf));
    const ids = this.joined
      .filter((joined) => joined.column === column)
      .flatMap(({ table }) =>
        table.header.filter((header) => idOf(header) !== undefined && !own.has(idOf(header))),
      );
    return [...new Set(ids)];
  }

  private join(lookup: Lookup): boolean {
    for (const [place, header] of lookup.table.header.entries()) {
      const id = idOf(header);
      if (id === undefined) continue;
      const joined = this.byOwn(lookup, place, id) ?? this.byJoined(lookup, place, id);
      if (joined === undefined) continue;
      this.joined.push(joined);
      return true;
    }
    return false;
  }

  private byOwn(lookup: Lookup, place: number, id: string): Joined | undefined {
    const column = this.header.findIndex((header) => idOf(header) === id);
    return column === -1 ? undefined : { ...lookup, column, rows: rowsBy(lookup.table, place) };
  }

  private byJoined(lookup: Lookup, place: number, id: string): Joined | undefined {
    for (const { table, column, rows } of this.joined) {
      const bridge = table.header.findIndex((header) => idOf(header) === id);
      if (bridge === -1) continue;
      const next = rowsBy(lookup.table, place);
      const through = [...rows].map(([from, between]): [string, number[]] => [
        from,
        [...new Set(between.map((row) => table.rows[row].cells[bridge]))].flatMap((to) => next.get(to) ?? []),
      ]);
      return { ...lookup, column, rows: new Map(through) };
    }
    return undefined;
  }
}

function rowsBy(table: TextTable, column: number): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  table.rows.forEach(({ cells }, row) => {
    const id = cells[column];
    if (!isWord(id)) return;
    const known = rows.get(id);
    if (known === undefined) rows.set(id, [row]);
    else known.push(row);
  });
  return rows;
}

/** Of descriptions the first counts; a name must be the only one. */
function wordsOf({ rows, table, file }: Joined, target: number, isName: boolean): Map<string, string> {
  const words = new Map<string, string>();
  for (const [id, places] of rows) {
    for (const place of places) {
      const { cells, line } = table.rows[place];
      const word = cells[target];
      if (!isWord(word)) continue;
      const before = words.get(id);
      if (before === undefined) words.set(id, word);
      else if (isName && before !== word) throw twoNames(file, line, target, id, before, word);
    }
  }
  return words;
}

function twoNames(
  file: string,
  line: number,
  column: number,
  id: string,
  before: string,
  word: string,
): TracewiseError {
  return new TracewiseError('invalid-input', `the id ${id} leads to two names`, {
    place: { file, line, column: column + 1 },
    found: `"${word}" after "${before}"`,
    expected: 'one name for every id',
    remedy: 'Delete the row that is wrong',
  });
}
