import type { Drug, Sample } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { missingTokens } from '../scan/numberRow.ts';
import type { TextTable } from '../tables/textTable.ts';
import { UniqueNames } from '../tables/uniqueNames.ts';

const sampleHeaders = ['sample', 'cell_line', 'cell line', 'sample_name', 'name', 'ccle name', 'ccle_name'];
const tissueHeaders = ['tissue', 'site_primary', 'site primary', 'site', 'primary_site', 'lineage'];
const drugHeaders = ['drug', 'compound', 'drug_name', 'compound name', 'name'];
const targetHeaders = ['target', 'targets', 'target(s)', 'putative_target'];
const mechanismHeaders = ['mechanism', 'moa', 'mechanism of action', 'mechanism_of_action', 'pathway_name'];
const classHeaders = ['class', 'drug_class', 'drug class'];

const noValue: ReadonlySet<string> = new Set(['', ...missingTokens]);

/**
 * The samples of a table with a column of names and, if there, one of tissues.
 * @throws TracewiseError `invalid-input` when no column holds names, or a name stands twice
 */
export function readSamples(table: TextTable, file: string): Map<string, Sample> {
  const tissue = findColumn(table, tissueHeaders);
  return readDescriptions(table, file, sampleHeaders, (name, cell) => ({ name, tissue: cell(tissue) }));
}

/** The drugs of a table, with target, mechanism and class where given; errors as for `readSamples`. */
export function readDrugs(table: TextTable, file: string): Map<string, Drug> {
  const target = findColumn(table, targetHeaders);
  const mechanism = findColumn(table, mechanismHeaders);
  const drugClass = findColumn(table, classHeaders);
  return readDescriptions(table, file, drugHeaders, (name, cell) => ({
    name,
    target: cell(target),
    mechanism: cell(mechanism),
    drugClass: cell(drugClass),
  }));
}

/** Which of the two a table of words describes, by its header; `undefined` when it is neither. */
export function describedBy(header: readonly string[]): 'samples' | 'drugs' | undefined {
  const table = { header: [...header], rows: [] };
  const has = (names: readonly string[]) => findColumn(table, names) !== undefined;
  if (has([...targetHeaders, ...mechanismHeaders]) || has(drugHeaders.filter((name) => name !== 'name'))) {
    return 'drugs';
  }
  return has(sampleHeaders) ? 'samples' : undefined;
}

type Cell = (column: number | undefined) => string | undefined;

function readDescriptions<Described>(
  table: TextTable,
  file: string,
  nameHeaders: readonly string[],
  describe: (name: string, cell: Cell) => Described,
): Map<string, Described> {
  const nameColumn = findColumn(table, nameHeaders);
  if (nameColumn === undefined) throw noNameColumn(table, file, nameHeaders);
  const unique = new UniqueNames();
  const described = new Map<string, Described>();
  for (const { line, cells } of table.rows) {
    const name = cells[nameColumn];
    unique.add(name, { file, line, column: nameColumn + 1 });
    const cell: Cell = (column) =>
      column === undefined || noValue.has(cells[column]) ? undefined : cells[column];
    described.set(name, describe(name, cell));
  }
  return described;
}

/** The column with the first of these names that the header has, whatever its case. */
function findColumn({ header }: TextTable, names: readonly string[]): number | undefined {
  const lowered = header.map((name) => name.toLowerCase());
  const name = names.find((candidate) => lowered.includes(candidate));
  return name === undefined ? undefined : lowered.indexOf(name);
}

function noNameColumn({ header }: TextTable, file: string, expected: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-input', 'no column of the table holds the names', {
    place: { file, line: 1 },
    found: `the columns ${header.join(', ')}`,
    expected: `a column named ${expected.slice(0, 2).join(' or ')}`,
    remedy: `Name the column with the names "${expected[0]}"`,
  });
}
