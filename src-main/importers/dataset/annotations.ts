import type { Drug, Sample } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import {
  aliasKeys,
  classKeys,
  drugKeys,
  mechanismKeys,
  sampleKeys,
  targetKeys,
  tissueKeys,
} from '../tables/descriptionKeys.ts';
import { findColumn, findColumns } from '../tables/headers.ts';
import type { TextTable } from '../tables/textTable.ts';
import { isWord } from '../tables/words.ts';

/** A sample as a table describes it. */
export interface SampleDescription extends Sample {
  /** Other names that the table gives it. */
  aliases?: string[];
}

/**
 * The samples of a table with a column of names and, if there, one of tissues and some of other names. Rows of one
 * sample that agree are one.
 * @throws TracewiseError `invalid-input` when no column holds names, or rows of one name disagree
 */
export function readSamples(table: TextTable, file: string): Map<string, SampleDescription> {
  const tissue = findColumn(table.header, tissueKeys);
  const nameColumn = nameColumnOf(table, file, sampleKeys);
  const aliasColumns = findColumns(table.header, aliasKeys).filter((column) => column !== nameColumn);
  const samples = readDescriptions<SampleDescription>(table, file, nameColumn, (name, cell) => ({
    name,
    tissue: cell(tissue),
  }));
  const aliases = aliasesOf(table, nameColumn, aliasColumns);
  for (const [name, others] of aliases) {
    const sample = samples.get(name);
    if (sample !== undefined) samples.set(name, { ...sample, aliases: [...others] });
  }
  return samples;
}

/** The drugs of a table, with target, mechanism and class where given; errors as for `readSamples`. */
export function readDrugs(table: TextTable, file: string): Map<string, Drug> {
  const target = findColumn(table.header, targetKeys);
  const mechanism = findColumn(table.header, mechanismKeys);
  const drugClass = findColumn(table.header, classKeys);
  return readDescriptions<Drug>(table, file, nameColumnOf(table, file, drugKeys), (name, cell) => ({
    name,
    target: cell(target),
    mechanism: cell(mechanism),
    drugClass: cell(drugClass),
  }));
}

/** Which of the two a table of words describes, by its header; `undefined` when it is neither. */
export function describedBy(header: readonly string[]): 'samples' | 'drugs' | undefined {
  const has = (keys: readonly string[]) => findColumn(header, keys) !== undefined;
  if (has([...targetKeys, ...mechanismKeys]) || has(drugKeys.filter((key) => key !== 'name'))) {
    return 'drugs';
  }
  return has(sampleKeys) ? 'samples' : undefined;
}

type Cell = (column: number | undefined) => string | undefined;

function readDescriptions<Described extends object>(
  table: TextTable,
  file: string,
  nameColumn: number,
  describe: (name: string, cell: Cell) => Described,
): Map<string, Described> {
  const described = new Map<string, { line: number; is: Described }>();
  for (const { line, cells } of table.rows) {
    const name = cells[nameColumn];
    const place = { file, line, column: nameColumn + 1 };
    if (name === '') throw noName(place);
    const cell: Cell = (column) =>
      column !== undefined && isWord(cells[column]) ? cells[column] : undefined;
    const own = describe(name, cell);
    const before = described.get(name);
    const merged = before === undefined ? own : agreed(before.is, own);
    if (merged === undefined) throw disagreeing(place, name, before?.line ?? 1);
    described.set(name, { line: before?.line ?? line, is: merged });
  }
  return new Map([...described].map(([name, { is }]) => [name, is]));
}

/** What two rows say together; `undefined` when one says something else than the other. */
function agreed<Described extends object>(first: Described, second: Described): Described | undefined {
  const said = Object.entries(second).filter(([, value]) => value !== undefined);
  const before = new Map(Object.entries(first));
  const fits = said.every(([key, value]) => (before.get(key) ?? value) === value);
  return fits ? { ...first, ...Object.fromEntries(said) } : undefined;
}

/** Several aliases in one cell stand between bars or semicolons. */
function aliasesOf(
  { rows }: TextTable,
  nameColumn: number,
  columns: readonly number[],
): Map<string, Set<string>> {
  const aliases = new Map<string, Set<string>>();
  for (const { cells } of rows) {
    const name = cells[nameColumn];
    const others = columns
      .flatMap((column) => cells[column].split(/[|;]/))
      .map((alias) => alias.trim())
      .filter((alias) => isWord(alias) && alias !== name);
    if (others.length > 0) aliases.set(name, new Set([...(aliases.get(name) ?? []), ...others]));
  }
  return aliases;
}

/** The column of the names. @throws TracewiseError `invalid-input` when there is none */
export function nameColumnOf(table: TextTable, file: string, keys: readonly string[]): number {
  const column = findColumn(table.header, keys);
  if (column === undefined) throw noNameColumn(table, file, keys);
  return column;
}

function noName(place: { file: string; line: number; column: number }): TracewiseError {
  return new TracewiseError('invalid-input', 'a name is empty', {
    place,
    found: 'an empty cell',
    expected: 'a name',
    remedy: 'Give the row a name, or delete it',
  });
}

function disagreeing(
  place: { file: string; line: number; column: number },
  name: string,
  line: number,
): TracewiseError {
  return new TracewiseError('invalid-input', `the name "${name}" stands twice, described differently`, {
    place,
    found: `"${name}" again, after line ${line}`,
    expected: 'every sample and drug once, or described alike',
    remedy: 'Delete one of the two rows, or make them agree',
  });
}

function noNameColumn({ header }: TextTable, file: string, expected: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-input', 'no column of the table holds the names', {
    place: { file, line: 1 },
    found: `the columns ${header.join(', ')}`,
    expected: `a column named ${expected.slice(0, 2).join(' or ')}`,
    remedy: `Name the column with the names "${expected[0]}"`,
  });
}
