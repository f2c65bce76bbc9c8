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

interface ApartDrug {
  name: string;
  parts: string[];
}

/** Drugs of one name that other columns keep apart: named by what differs. */
export class DrugsApart {
  private readonly drugs = new Map<string, ApartDrug>();

  /** @returns a key that stands for the drug until all rows are read */
  key(name: string, parts: string[]): string {
    const key = [name, ...parts].join('\n');
    if (!this.drugs.has(key)) this.drugs.set(key, { name, parts });
    return key;
  }

  /** The names to show, by key. */
  labels(): { byKey: ReadonlyMap<string, string>; notices: string[] } {
    const namesakes = new Map<string, ApartDrug[]>();
    for (const drug of this.drugs.values()) {
      namesakes.set(drug.name, [...(namesakes.get(drug.name) ?? []), drug]);
    }
    const byKey = new Map<string, string>();
    const apart = new Map<string, string[]>();
    for (const [key, { name, parts }] of this.drugs) {
      const others = namesakes.get(name) ?? [];
      const telling = parts.filter((part, index) => others.some((other) => other.parts[index] !== part));
      const label = telling.length === 0 ? name : `${name} (${telling.join(', ')})`;
      byKey.set(key, label);
      if (telling.length > 0) apart.set(name, [...(apart.get(name) ?? []), label]);
    }
    return { byKey, notices: apart.size === 0 ? [] : [apartNotice([...apart.values()])] };
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
