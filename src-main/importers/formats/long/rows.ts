import type { TableContent } from '../format.ts';
import type { OnCells } from '../readRows.ts';
import { Described } from './described.ts';
import { columnsOf, drugWords } from './layout.ts';
import type { LongLayout } from './layout.ts';
import { DrugsApart, follow, Nameless } from './names.ts';
import type { CellOf } from './names.ts';
import { Places } from './pairs.ts';
import type { PairNames } from './pairs.ts';
import { isWord } from '../../tables/words.ts';
import type { LongSpec } from './spec.ts';

/** Takes what a row holds for a sample and a drug, by place. */
export type OnPair = (sample: number, drug: number, cell: CellOf, line: number) => void;

/** Tells which sample and drug each row of a long table is of, and keeps what the rows say of them. */
export class LongRows {
  /** The columns to hand over to `onCells`. */
  readonly columns: number[];
  private readonly samples = new Places();
  private readonly drugs = new Places();
  private readonly apart = new DrugsApart();
  private readonly describedSamples = new Described(['tissue', 'aliases']);
  private readonly describedDrugs = new Described(drugWords);
  private readonly namelessSamples: Nameless;
  private readonly namelessDrugs: Nameless;
  private readonly spec: LongSpec;
  private readonly layout: LongLayout;
  private readonly places: number[];
  private readonly onPair: OnPair;
  private leftOutCount = 0;
  private hasTissueFromName = false;

  constructor(spec: LongSpec, layout: LongLayout, header: readonly string[], onPair: OnPair) {
    this.spec = spec;
    this.layout = layout;
    this.onPair = onPair;
    this.columns = columnsOf(layout);
    this.places = header.map((_, column) => this.columns.indexOf(column));
    this.namelessSamples = new Nameless('sample', header);
    this.namelessDrugs = new Nameless('drug', header);
  }

  readonly onCells: OnCells = (cells, line) => {
    const cell: CellOf = (column) => cells[this.places[column]];
    if (this.isLeftOut(cell)) return;
    const sampleName = follow(this.layout.samples, cell);
    const drugName = follow(this.layout.drugs, cell);
    if (sampleName === undefined) this.namelessSamples.add(this.layout.samples, cell);
    else if (drugName === undefined) this.namelessDrugs.add(this.layout.drugs, cell);
    else {
      const sample = this.samples.of(sampleName);
      const drug = this.drugs.of(this.apart.key(drugName, this.layout.apart.map(cell)));
      this.describe(sample, sampleName, drug, cell, line);
      this.onPair(sample, drug, cell, line);
    }
  };

  /** The names of all places, and what the rows say of them. */
  finish(): { names: PairNames; words: TableContent[]; notices: string[] } {
    const labels = this.apart.labels();
    const names = {
      samples: this.samples.names,
      drugs: this.drugs.names.map((key) => labels.byKey.get(key) ?? key),
    };
    const drugTable = this.describedDrugs.table('drug', names.drugs);
    const sampleTable = this.describedSamples.table('sample', names.samples);
    const words: TableContent[] = [
      ...(drugTable === undefined
        ? []
        : [{ kind: 'words' as const, role: 'drugs' as const, table: drugTable }]),
      ...(sampleTable === undefined
        ? []
        : [{ kind: 'words' as const, role: 'samples' as const, table: sampleTable }]),
    ];
    return { names, words, notices: [...this.notices(), ...labels.notices] };
  }

  private isLeftOut(cell: CellOf): boolean {
    const { leaveOut } = this.layout;
    if (leaveOut === undefined || this.spec.leaveOut === undefined) return false;
    if (!this.spec.leaveOut.values.includes(cell(leaveOut).toLowerCase())) return false;
    this.leftOutCount += 1;
    return true;
  }

  private describe(sample: number, sampleName: string, drug: number, cell: CellOf, line: number): void {
    const { tissue, aliases } = this.layout;
    const ownTissue = follow(tissue, cell);
    const isInName = ownTissue === undefined && this.spec.hasTissueInName === true;
    const inName = isInName ? tissueIn(sampleName) : undefined;
    this.hasTissueFromName ||= inName !== undefined;
    const others = aliases
      .flatMap((route) => follow([route], cell) ?? [])
      .filter((name) => name !== sampleName);
    this.describedSamples.add(sample, [ownTissue ?? inName, [...new Set(others)].join(' | ')], line);
    this.describedDrugs.add(
      drug,
      this.layout.drugWords.map((routes) => follow(routes, cell)),
      line,
    );
  }

  private notices(): string[] {
    const { leaveOut } = this.spec;
    const rows = this.leftOutCount === 1 ? '1 row' : `${this.leftOutCount} rows`;
    return [
      ...(leaveOut === undefined || this.leftOutCount === 0
        ? []
        : [`Left out ${rows}, because ${leaveOut.because} (${leaveOut.key}).`]),
      ...this.namelessSamples.notices,
      ...this.namelessDrugs.notices,
      ...(this.hasTissueFromName
        ? ['Where no table of samples tells tissues, they are what the names of samples end with.']
        : []),
      ...this.describedSamples.notices('samples'),
      ...this.describedDrugs.notices('drugs'),
    ];
  }
}

/** `LUNG` of `A549_LUNG`, in lower case as tables of samples have it. */
function tissueIn(name: string): string | undefined {
  const cut = name.indexOf('_');
  const tissue = cut === -1 ? undefined : name.slice(cut + 1).toLowerCase();
  return isWord(tissue) ? tissue : undefined;
}
