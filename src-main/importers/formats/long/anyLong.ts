import { parseCell } from '../../scan/numberRow.ts';
import { findColumns, headerKey, idOf } from '../../tables/headers.ts';
import { metricInName } from '../../suggest.ts';
import { isWord } from '../../tables/words.ts';
import type { LongSpec, ValueColumn } from './spec.ts';

export const sampleNames = [
  'sample',
  'sample_name',
  'cell_line',
  'cell_line_name',
  'cell_line_primary_name',
  'cellline',
  'cell',
  'ccle_name',
  'ccl_name',
  'line',
  'patient',
];
export const sampleIds = [
  'sample_id',
  'cell_line_id',
  'patient_id',
  'depmap_id',
  'modelid',
  'model_id',
  'cosmic_id',
];
export const drugNames = [
  'drug',
  'drug_name',
  'compound',
  'compound_name',
  'cpd_name',
  'treatment',
  'agent',
  'inhibitor',
];
export const drugIds = ['drug_id', 'compound_id', 'treatment_id', 'broad_id'];
export const doseKeys = [
  'dose',
  'dose_um',
  'dose_nm',
  'dose_m',
  'concentration',
  'concentration_um',
  'concentration_nm',
  'conc',
  'conc_um',
  'conc_nm',
];

/** With logarithms of doses and units that are not known too: values at single doses must not be made one. */
const anyDose = /^(log(2|10)?_)?(dose|conc|concentration)(_(log(2|10)?|[munp]?m))*$/;

/** Headers that say "value" and not of what. */
const plainValues = ['value', 'response', 'sensitivity', 'score', 'measurement'];
/** Columns of numbers that are not responses. */
export const besides =
  /(^|_)(id|sd|se|sem|cv|std|stdev|n|num|count|rmse|r2|rsquared|p|pvalue|p_value|q|fdr|z_score|replicate|rep|ci|lower|upper|low|high|plate|well|batch|year|date|day|time|passage|min_conc|max_conc|upper_limit|lower_limit|slope|hill)$/;

/** A column that a header calls a metric holds numbers but for mistakes. */
const mostNumbers = 0.5;

/** Any table with a column of samples, one of drugs and one or more of values. */
export const anyLong: LongSpec = {
  name: 'long-table',
  label: 'long table',
  signature: [
    [...sampleNames, ...sampleIds],
    [...drugNames, ...drugIds],
  ],
  samples: sampleNames,
  drugs: drugNames,
  ids: { samples: sampleIds, drugs: drugIds },
  idsAreNames: true,
  values: valueColumns,
};

function valueColumns({ header, firstRows }: { header: string[]; firstRows: string[][] }): ValueColumn[] {
  const share = (column: number) => shareOfNumbers(firstRows.map((row) => row[column]));
  const isMatrix = findColumns(header, drugNames).some((column) => share(column) === 1);
  if (isMatrix || header.some((name) => anyDose.test(headerKey(name)))) return [];
  const candidates = header.flatMap((name, column) => {
    const key = headerKey(name);
    return idOf(name) === undefined && key !== '' && !besides.test(key) ? [{ name, column }] : [];
  });
  const known = candidates.flatMap(({ name, column }) => {
    const metric = metricOf(name);
    return metric !== undefined && share(column) >= mostNumbers ? [{ name, column, metric }] : [];
  });
  if (known.length > 0) return distinct(known);
  const plain = candidates.find(
    ({ name, column }) => plainValues.includes(headerKey(name)) && share(column) >= mostNumbers,
  );
  if (plain !== undefined) return [{ column: plain.column }];
  const others = candidates.filter(({ column }) => share(column) === 1);
  return distinct(others.map(({ name, column }) => ({ name, column, metric: name })));
}

/** Of the cells that say something; 1 where none does. */
function shareOfNumbers(cells: readonly (string | undefined)[]): number {
  const words = cells.filter(isWord);
  const numbers = words.filter((cell) => parseCell(cell) !== undefined);
  return words.length === 0 ? 1 : numbers.length / words.length;
}

function metricOf(header: string): string | undefined {
  return headerKey(header).includes('area_under') ? 'AUC' : metricInName(header);
}

/** Of the columns of a metric the one with the shortest header: `IC50` before `IC50_published`. */
function distinct(columns: readonly { name: string; column: number; metric: string }[]): ValueColumn[] {
  const plainest = new Map<string, { name: string; column: number }>();
  for (const { name, column, metric } of columns) {
    const before = plainest.get(metric);
    if (before === undefined || name.length < before.name.length) plainest.set(metric, { name, column });
  }
  return [...plainest].map(([metric, { column }]) => ({ column, metric }));
}
