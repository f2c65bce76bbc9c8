import { missingTokens } from '../scan/numberRow.ts';
import type { TextTable } from '../tables/textTable.ts';

const noValue: ReadonlySet<string> = new Set(['', ...missingTokens]);

/** The compounds of CellMiner's drug tables: what each row is called, and what the table tells of it. */
export class CompoundNames {
  /** `undefined` when the table is not one of compounds. */
  table: TextTable | undefined;
  private readonly nameOfKey = new Map<string, string>();
  private readonly taken = new Set<string>();
  private words: readonly string[] = [];

  /** Takes the header's cells before the values, as plain words. */
  open(words: readonly string[]): void {
    this.words = words;
    this.table = { header: ['drug', 'nsc', 'mechanism of action', 'fda status'], rows: [] };
  }

  /**
   * The drug of a row, one for all experiments of an NSC number: its name; the number where it has none; both
   * where another number has that name. `undefined` for an experiment that failed.
   */
  nameOf(cells: readonly string[], line: number): string | undefined {
    const cell = (word: string) => {
      const text = cells[this.words.indexOf(word)] ?? '';
      return noValue.has(text) ? '' : text;
    };
    if (cell('failurereason') !== '') return undefined;
    const number = cell('nsc');
    const written = cell('drugname');
    const key = number === '' ? `named ${written}` : number;
    const known = this.nameOfKey.get(key);
    if (known !== undefined) return known;
    const name = number === '' ? written : this.newName(written, `NSC ${number}`);
    this.taken.add(name);
    this.nameOfKey.set(key, name);
    this.table?.rows.push({ line, cells: [name, number, cell('mechanismofaction'), cell('fdastatus')] });
    return name;
  }

  private newName(written: string, number: string): string {
    if (written === '') return number;
    return this.taken.has(written) ? `${written} (${number})` : written;
  }
}
