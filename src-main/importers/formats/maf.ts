import { TracewiseError } from '#shared/model/errors.ts';
import { defaultMutationFilter } from '#shared/model/imports.ts';
import type { MutationFilter } from '#shared/model/imports.ts';
import type { ReadContext, Source } from '../context.ts';
import { roughCells, shorten } from '../scan/cells.ts';
import { delimiterName } from '../scan/delimiter.ts';
import { missingTokens } from '../scan/numberRow.ts';
import { findColumn } from '../tables/headers.ts';
import { emptyNumberTable, nextRow } from '../tables/numberTable.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition, TableFormat } from './format.ts';
import { refuseSparse } from './long/errors.ts';
import { MutationFilters } from './mutationFilters.ts';
import { delimiterOf, readRows, topLines } from './readRows.ts';
import type { TableTop } from './readRows.ts';

/** A mutation per row, as MAF files list them; read as 0 and 1 of samples and genes. */
export const maf: TableFormat = { name: 'maf', roles: ['mutation'], recognise, read };

const geneKeys = ['hugo_symbol', 'gene_symbol', 'gene'];
const sampleKeys = ['tumor_sample_barcode', 'tumor_sample_id', 'sample_barcode'];
const classKeys = ['variant_classification'];
const noName: ReadonlySet<string> = new Set([
  '',
  'unknown',
  ...missingTokens.map((token) => token.toLowerCase()),
]);
const tab = 0x09;

function recognise(head: FileHead): Recognition | undefined {
  const top = topLines(head);
  if (top === undefined) return undefined;
  const delimiter = delimiterOf(top.header, top.rows) ?? tab;
  const header = roughCells(top.header, delimiter);
  const isMaf = [geneKeys, sampleKeys, classKeys].every((keys) => findColumn(header, keys) !== undefined);
  if (!isMaf) return undefined;
  return {
    label: `mutations (MAF), ${delimiterName(delimiter)}-separated`,
    confidence: 1,
    delimiter,
    headerLine: top.headerLine,
    role: 'mutation',
    orientation: 'samples-in-rows',
  };
}

async function read(source: Source, options: ReadOptions, context: ReadContext): Promise<ReadResult> {
  const file = source.name;
  const { headerLine, mutationFilter = defaultMutationFilter } = options;
  let mutations: Mutations | undefined;
  const open = (top: TableTop) => (mutations = new Mutations(top, file, mutationFilter));
  const { byteCount, sha256 } = await readRows(source, { headerLine, comments: true }, context, open);
  if (mutations === undefined) throw new TypeError('a table was read without being opened');
  const { table, notices } = mutations.finish();
  return {
    contents: [
      {
        kind: 'numbers',
        table,
        orientation: 'samples-in-rows',
        absentAreZero: mutationFilter.listedAreWildType,
      },
    ],
    duplicates: [],
    notices,
    byteCount,
    sha256,
  };
}

/** Takes the rows of a MAF: which samples it tells of, and which genes are mutated in them after the filters. */
class Mutations {
  readonly columns: number[];
  private readonly file: string;
  private readonly samples = new Map<string, Set<string>>();
  private readonly genes = new Set<string>();
  private readonly filters: MutationFilters;
  private rowCount = 0;
  private namelessCount = 0;

  constructor(top: TableTop, file: string, filter: MutationFilter) {
    this.file = file;
    this.filters = new MutationFilters(top.header, file, filter);
    const named = [requiredColumn(top, file, sampleKeys), requiredColumn(top, file, geneKeys)];
    this.columns = [...named, ...this.filters.columns];
  }

  readonly onCells = (cells: string[], line: number): void => {
    const [sample, gene] = cells;
    this.rowCount += 1;
    if (noName.has(sample.toLowerCase())) {
      this.namelessCount += 1;
      return;
    }
    const mutated = this.samples.get(sample) ?? new Set<string>();
    this.samples.set(sample, mutated);
    if (!this.filters.keeps(cells.slice(2), line)) return;
    if (noName.has(gene.toLowerCase())) {
      this.namelessCount += 1;
      return;
    }
    mutated.add(gene);
    this.genes.add(gene);
  };

  finish(): { table: NumberTable; notices: string[] } {
    const notices = [...this.filters.notices(this.rowCount), ...this.notices()];
    if (this.genes.size === 0) throw nothingLeft(this.file, notices);
    const genes = [...this.genes];
    refuseSparse(this.file, { samples: { length: this.samples.size }, drugs: genes }, this.rowCount);
    const places = new Map(genes.map((gene, place) => [gene, place]));
    const table = emptyNumberTable(genes);
    for (const [sample, mutated] of this.samples) {
      const { slab, offset } = nextRow(table);
      for (const gene of mutated) slab[offset + (places.get(gene) ?? 0)] = 1;
      table.rowNames.push(sample);
    }
    return { table, notices };
  }

  private notices(): string[] {
    const bare = [...this.samples.values()].filter((mutated) => mutated.size === 0).length;
    const nameless = this.namelessCount === 1 ? '1 row' : `${this.namelessCount} rows`;
    return [
      ...(this.namelessCount === 0 ? [] : [`Left out ${nameless} without a sample or a gene.`]),
      `The file tells of ${this.samples.size} samples${bare === 0 ? '' : `, ${bare} of them without a mutation that counts`}. ` +
        'Samples in which no mutation at all was found are not in such a file; a table of samples can list them.',
    ];
  }
}

function requiredColumn({ header, headerLine }: TableTop, file: string, keys: readonly string[]): number {
  const column = findColumn(header, keys);
  if (column !== undefined) return column;
  throw new TracewiseError('invalid-input', 'a column of the mutations is missing', {
    place: { file, line: headerLine },
    found: `the columns ${shorten(header.join(', '))}`,
    expected: `a column ${keys[0]}`,
    remedy: 'Check that this is a MAF file with its header line',
  });
}

function nothingLeft(file: string, notices: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-input', 'no mutation is left', {
    place: { file },
    found: notices.join(' '),
    expected: 'at least one mutation that passes the filters',
    remedy: 'Switch a filter off',
  });
}
