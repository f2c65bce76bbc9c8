import type { Feature } from '../../../model/dataset.ts';
import { column, type Matrix } from '../../linalg/matrix.ts';
import type { Panel } from '../panel.ts';

/** What names the columns of a panel that holds every block, and the responses of every metric side by side. */
export interface SanityQuestion {
  dataset: string;
  features: readonly Feature[];
  drugs: readonly string[];
  metrics: readonly string[];
}

/** A block of features, or the responses of a metric: some columns of a larger matrix. */
export interface SanityTable {
  name: string;
  kind: 'block' | 'metric';
  source: Matrix;
  /** Which columns of the source. */
  columns: Int32Array;
  /** Genes or drugs. */
  names: readonly string[];
  /** Every value is 0 or 1. */
  isBinary: boolean;
}

/** The blocks in the order of the data set, then the metrics. */
export function tablesOf({ features, drugs, metrics }: SanityQuestion, panel: Panel): SanityTable[] {
  const blocks = [...new Set(features.map(({ block }) => block))].map((name) => {
    const columns = Int32Array.from(features.keys()).filter((index) => features[index].block === name);
    const names = Array.from(columns, (index) => features[index].gene);
    return tableOf({ name, kind: 'block', source: panel.features, columns, names });
  });
  const responses = metrics.map((name, place) => {
    const columns = Int32Array.from(drugs, (_, index) => place * drugs.length + index);
    return tableOf({ name, kind: 'metric', source: panel.responses, columns, names: drugs });
  });
  return [...blocks, ...responses];
}

/** A column of a table, sharing memory with it. */
export function tableColumn({ source, columns }: SanityTable, index: number): Float64Array {
  return column(source, columns[index]);
}

function tableOf(table: Omit<SanityTable, 'isBinary'>): SanityTable {
  const isBinary = table.columns.every((index) => holdsZerosAndOnes(column(table.source, index)));
  return { ...table, isBinary };
}

function holdsZerosAndOnes(values: Float64Array): boolean {
  return values.every((value) => value === 0 || value === 1 || Number.isNaN(value));
}
