import { isWord } from '../../tables/words.ts';
import type { Route } from './routes.ts';

/** Of several routes the first that leads to a word; `undefined` when none does. */
export function follow(routes: readonly Route[], cells: CellOf): string | undefined {
  for (const { column, words } of routes) {
    const cell = cells(column);
    const word = words === undefined ? cell : words.get(cell);
    if (isWord(word)) return word;
  }
  return undefined;
}

/** The cell of a row in a column of the table. */
export type CellOf = (column: number) => string;

/** Rows that have no name for a sample or drug, and the ids that led to none. */
export class Nameless {
  private rowCount = 0;
  private readonly ids = new Set<string>();
  private readonly what: 'sample' | 'drug';
  private readonly header: readonly string[];
  private idHeader = '';

  constructor(what: 'sample' | 'drug', header: readonly string[]) {
    this.what = what;
    this.header = header;
  }

  add(routes: readonly Route[], cells: CellOf): void {
    this.rowCount += 1;
    const joined = routes.find(({ words }) => words !== undefined);
    if (joined === undefined) return;
    this.idHeader = this.header[joined.column];
    if (isWord(cells(joined.column))) this.ids.add(cells(joined.column));
  }

  get notices(): string[] {
    if (this.rowCount === 0) return [];
    const rows = this.rowCount === 1 ? '1 row without' : `${this.rowCount} rows without`;
    const because =
      this.ids.size === 0
        ? ''
        : `: ${this.ids.size} of the ids in ${this.idHeader} ${this.ids.size === 1 ? 'has' : 'have'} no match in the lookup tables ` +
          `(${[...this.ids].slice(0, 3).join(', ')}${this.ids.size > 3 ? ' ...' : ''})`;
    return [`Left out ${rows} a name of the ${this.what}${because}.`];
  }
}

/** Drugs of one name that other columns keep apart: named by what differs. */
export class DrugsApart {
  /** By name, the parts of each drug by its key. */
  private readonly byName = new Map<string, Map<string, string[]>>();

  /** @returns a key that stands for the drug until all rows are read */
  key(name: string, cells: readonly string[]): string {
    const parts = cells.map((cell) => (isWord(cell) ? cell : ''));
    const key = [name, ...parts].join('\n');
    const namesakes = this.byName.get(name);
    if (namesakes === undefined) this.byName.set(name, new Map([[key, parts]]));
    else if (!namesakes.has(key)) namesakes.set(key, parts);
    return key;
  }

  /** The names to show, by key. */
  labels(): { byKey: ReadonlyMap<string, string>; notices: string[] } {
    const byKey = new Map<string, string>();
    const apart: string[][] = [];
    for (const [name, namesakes] of this.byName) {
      const [first, ...others] = namesakes.values();
      const telling = [...first.keys()].filter((index) =>
        others.some((parts) => parts[index] !== first[index]),
      );
      const labels = [...namesakes].map(([key, parts]) => {
        const said = telling.map((index) => parts[index]).filter((part) => part !== '');
        const label = said.length === 0 ? name : `${name} (${said.join(', ')})`;
        byKey.set(key, label);
        return label;
      });
      if (labels.length > 1) apart.push(labels);
    }
    return { byKey, notices: apart.length === 0 ? [] : [apartNotice(apart)] };
  }
}

function apartNotice(apart: readonly string[][]): string {
  const shown = apart.slice(0, 3).map((names) => names.join(' and '));
  const rest = apart.length > 3 ? ` and ${apart.length - 3} more` : '';
  const subject = apart.length === 1 ? '1 drug was screened' : `${apart.length} drugs were screened`;
  return (
    `${subject} more than once and kept apart by id: ${shown.join('; ')}${rest}. ` +
    'In transductive validation one screen gives the other away, so that their errors look too small.'
  );
}
