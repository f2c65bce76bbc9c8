import { tsvLine } from './tsv.ts';

/** One test of an enrichment. */
export interface EnrichmentRow {
  query: string;
  set: string;
  overlap: number;
  setSize: number;
  querySize: number;
  pValue: number;
  qValue: number;
  /** Strongest first. */
  genes: readonly string[];
}

/** Between the genes of a row. */
const geneSeparator = ',';

/**
 * A row per query and tested set.
 * @param options.queryColumn what the queries are: `drug`, `cluster` or `factor`
 */
export function* enrichmentTable(
  rows: Iterable<EnrichmentRow>,
  { queryColumn, universeSize }: { queryColumn: string; universeSize: number },
): Generator<string> {
  yield tsvLine([
    queryColumn,
    'set',
    'overlap',
    'set_size',
    'query_size',
    'universe_size',
    'p_value',
    'q_value',
    'genes',
  ]);
  for (const { query, set, overlap, setSize, querySize, pValue, qValue, genes } of rows) {
    const words = genes.join(geneSeparator);
    yield tsvLine([query, set, overlap, setSize, querySize, universeSize, pValue, qValue, words]);
  }
}
