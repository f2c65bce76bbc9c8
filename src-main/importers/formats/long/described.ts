import type { TextTable } from '../../tables/textTable.ts';
import { isWord } from '../../tables/words.ts';

/** What rows say of samples or drugs beside the values: for each the first word under every header. */
export class Described {
  private readonly rows: (TextTable['rows'][number] | undefined)[] = [];
  private readonly headers: readonly string[];
  private readonly disagreeing = new Set<number>();

  constructor(headers: readonly string[]) {
    this.headers = headers;
  }

  /** @param place of the sample or drug */
  add(place: number, words: readonly (string | undefined)[], line: number): void {
    if (this.headers.length === 0) return;
    const row = (this.rows[place] ??= { line, cells: words.map(() => '') });
    words.forEach((word, index) => {
      if (!isWord(word)) return;
      if (row.cells[index] === '') row.cells[index] = word;
      else if (row.cells[index] !== word) this.disagreeing.add(place);
    });
  }

  /** A sentence where rows describe one thing differently. */
  notices(what: 'samples' | 'drugs'): string[] {
    const count = this.disagreeing.size;
    if (count === 0) return [];
    return [`Rows describe ${count} of the ${what} in different words; the first stand.`];
  }

  /** A table under the given header of names; `undefined` when nothing is described. */
  table(nameHeader: string, names: readonly string[]): TextTable | undefined {
    const said = this.headers.filter((_, index) => this.rows.some((row) => (row?.cells[index] ?? '') !== ''));
    if (said.length === 0) return undefined;
    const columns = said.map((header) => this.headers.indexOf(header));
    return {
      header: [nameHeader, ...said],
      rows: names.map((name, place) => {
        const row = this.rows[place];
        return { line: row?.line ?? 1, cells: [name, ...columns.map((column) => row?.cells[column] ?? '')] };
      }),
    };
  }
}
