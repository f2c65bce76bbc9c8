import type { ReplicateRule } from '#shared/model/imports.ts';
import type { ReadContext, Source } from '../../context.ts';
import { parseCell } from '../../scan/numberRow.ts';
import type { ReadOptions, ReadResult, TableContent } from '../format.ts';
import { readRows } from '../readRows.ts';
import type { TableTop } from '../readRows.ts';
import { notANumber, noRowLeft, refuseSparse } from './errors.ts';
import { layOut } from './layout.ts';
import type { CellOf } from './names.ts';
import { matrixOf } from './pairs.ts';
import type { PairNames } from './pairs.ts';
import { LongRows } from './rows.ts';
import type { LongSpec, ValueColumn } from './spec.ts';

/**
 * Reads a long table of responses: a matrix per metric, samples in rows, and what the rows say of drugs and samples.
 * @throws TracewiseError `invalid-input` with the place, also for ids that no lookup turns into names;
 *   `invalid-setting` for a metric that the file does not have
 */
export async function readLong(
  spec: LongSpec,
  source: Source,
  options: ReadOptions,
  context: ReadContext,
): Promise<ReadResult> {
  const file = source.name;
  let table: { rows: LongRows; values: LongValues } | undefined;
  const { headerLine } = options;
  const open = (top: TableTop) => {
    const layout = layOut(spec, file, top, options);
    const values = new LongValues(layout.metrics, file);
    const rows = new LongRows(spec, layout, top.header, values.add);
    table = { rows, values };
    return rows;
  };
  const { byteCount, sha256 } = await readRows(source, { headerLine, comments: true }, context, open);
  if (table === undefined) throw new TypeError('a table was read without being opened');
  const { names, words, notices } = table.rows.finish();
  if (names.samples.length === 0) throw noRowLeft(file, notices);
  refuseSparse(file, names, table.values.rowCount);
  const { contents, duplicates } = table.values.matrices(names, options.replicates ?? 'mean');
  return {
    contents: [...contents, ...words],
    duplicates,
    notices: [...notices, ...table.values.notices],
    byteCount,
    sha256,
  };
}

const infinite = /^[+-]?inf(inity)?$/i;

/** The values of a long table's rows, metric by metric. */
class LongValues {
  private readonly samples: number[] = [];
  private readonly drugs: number[] = [];
  private readonly values: number[][];
  private readonly metrics: readonly ValueColumn[];
  private readonly file: string;
  private infiniteCount = 0;

  constructor(metrics: readonly ValueColumn[], file: string) {
    this.metrics = metrics;
    this.file = file;
    this.values = metrics.map(() => []);
  }

  readonly add = (sample: number, drug: number, cell: CellOf, line: number): void => {
    this.samples.push(sample);
    this.drugs.push(drug);
    this.metrics.forEach(({ column }, index) =>
      this.values[index].push(this.parse(cell(column), column, line)),
    );
  };

  matrices(names: PairNames, rule: ReplicateRule): Pick<ReadResult, 'contents' | 'duplicates'> {
    const contents: TableContent[] = [];
    const duplicates: ReadResult['duplicates'] = [];
    this.metrics.forEach(({ metric }, index) => {
      const pairs = { samples: this.samples, drugs: this.drugs, values: this.values[index] };
      const { table, replicates } = matrixOf(
        pairs,
        names,
        rule,
        this.metrics.length > 1 ? metric : undefined,
      );
      contents.push({
        kind: 'numbers',
        table,
        orientation: 'samples-in-rows',
        ...(metric === undefined ? {} : { metric }),
      });
      if (replicates !== undefined) duplicates.push(replicates);
    });
    return { contents, duplicates };
  }

  get rowCount(): number {
    return this.samples.length;
  }

  get notices(): string[] {
    if (this.infiniteCount === 0) return [];
    const counted =
      this.infiniteCount === 1 ? '1 infinite value counts' : `${this.infiniteCount} infinite values count`;
    return [`${counted} as missing.`];
  }

  private parse(text: string, column: number, line: number): number {
    const value = parseCell(text);
    if (value !== undefined) return value;
    if (!infinite.test(text)) throw notANumber({ file: this.file, line, column: column + 1 }, text);
    this.infiniteCount += 1;
    return Number.NaN;
  }
}
