import { parseCell } from '../../scan/numberRow.ts';
import { findColumns, headerKey, idOf } from '../../tables/headers.ts';
import { metricInName } from '../../suggest.ts';
import { isWord } from './routes.ts';
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

/** Headers that say "value" and not of what. */
const plainValues = ['value', 'response', 'sensitivity', 'score', 'measurement'];
/** Columns of numbers that are not responses. */
const besides =
  /(^|_)(id|sd|se|sem|cv|std|stdev|n|num|count|rmse|r2|rsquared|p|pvalue|p_value|q|fdr|z_score|replicate|rep|plate|well|batch|year|date|day|time|passage|min_conc|max_conc|upper_limit|lower_limit|slope|hill)$/;

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
  if (findColumns(header, doseKeys).length > 0) return [];
  const numeric = header.flatMap((name, column) => {
    const key = headerKey(name);
    const isValue = idOf(name) === undefined && key !== '' && !besides.test(key);
    return isValue && areNumbers(firstRows.map((row) => row[column])) ? [{ name, column }] : [];
  });
  const known = distinct(
    numeric.flatMap(({ name, column }) => {
      const metric = metricOf(name);
      return metric === undefined ? [] : [{ column, metric }];
    }),
  );
  if (known.length > 0) return known;
  const plain = numeric.find(({ name }) => plainValues.includes(headerKey(name)));
  if (plain !== undefined) return [{ column: plain.column }];
  return distinct(numeric.map(({ name, column }) => ({ column, metric: name })));
}

function areNumbers(cells: readonly (string | undefined)[]): boolean {
  const words = cells.filter(isWord);
  return words.length > 0 && words.every((cell) => parseCell(cell) !== undefined);
}

function metricOf(header: string): string | undefined {
  return /area_under/.test(headerKey(header)) ? 'AUC' : metricInName(header);
}

function distinct(columns: readonly { column: number; metric: string }[]): ValueColumn[] {
  return columns.filter(({ metric }, index) => columns.findIndex((other) => other.metric === metric) === index);
}
