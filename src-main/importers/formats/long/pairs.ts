import type { DuplicateNames, ReplicateRule } from '#shared/model/imports.ts';
import { quantile } from '#shared/numerics/statistics/quantile.ts';
import { emptyNumberTable, nextRow } from '../../tables/numberTable.ts';
import type { NumberTable } from '../../tables/numberTable.ts';

/** Names as places from 0, in the order in which they come. */
export class Places {
  private readonly byName = new Map<string, number>();

  of(name: string): number {
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    const place = this.byName.size;
    this.byName.set(name, place);
    return place;
  }

  get names(): string[] {
    return [...this.byName.keys()];
  }

  get count(): number {
    return this.byName.size;
  }
}

/** Values of samples and drugs as rows give them, by place; NaN = missing. */
export interface PairValues {
  samples: number[];
  drugs: number[];
  values: number[];
}

export interface PairNames {
  samples: readonly string[];
  drugs: readonly string[];
}

type Replicates = Omit<DuplicateNames, 'file'>;

const worstShown = 50;

/** Samples in rows, drugs in columns, the values of one pair made one by the rule; `metric` where it must be told. */
export function matrixOf(
  pairs: PairValues,
  names: PairNames,
  rule: ReplicateRule,
  metric?: string,
): { table: NumberTable; replicates: Replicates | undefined } {
  const width = names.drugs.length;
  const values = new Float64Array(names.samples.length * width).fill(Number.NaN);
  const several = new Map<number, number[]>();
  pairs.values.forEach((value, row) => {
    if (Number.isNaN(value)) return;
    const at = pairs.samples[row] * width + pairs.drugs[row];
    if (Number.isNaN(values[at])) values[at] = value;
    else if (several.get(at)?.push(value) === undefined) several.set(at, [values[at], value]);
  });
  for (const [at, entries] of several)
    values[at] = rule === 'mean' ? meanOf(entries) : quantile(entries, 0.5);
  const table = emptyNumberTable([...names.drugs]);
  names.samples.forEach((name, row) => {
    const { slab, offset } = nextRow(table);
    slab.set(values.subarray(row * width, (row + 1) * width), offset);
    table.rowNames.push(name);
  });
  return { table, replicates: replicatesOf(several, names, rule, metric) };
}

function replicatesOf(
  several: ReadonlyMap<number, readonly number[]>,
  { samples, drugs }: PairNames,
  rule: ReplicateRule,
  metric: string | undefined,
): Replicates | undefined {
  if (several.size === 0) return undefined;
  const aside = metric === undefined ? '' : ` (${metric})`;
  const worst = [...several]
    .map(([at, entries]) => ({ at, entries: entries.length, largestDifference: spreadOf(entries) }))
    .sort((a, b) => b.largestDifference - a.largestDifference)
    .slice(0, worstShown)
    .map(({ at, entries, largestDifference }) => ({
      name: `${samples[Math.floor(at / drugs.length)]} / ${drugs[at % drugs.length]}${aside}`,
      entries,
      correlation: null,
      largestDifference,
    }));
  return { kind: 'pair', rule, count: several.size, worst };
}

function spreadOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length - 1] - sorted[0];
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
