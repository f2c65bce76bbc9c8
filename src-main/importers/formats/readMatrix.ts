import type { TableRole } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ReadContext, Source } from '../context.ts';
import { settleDuplicates } from '../tables/settleDuplicates.ts';
import type { SideRules } from '../tables/settleDuplicates.ts';
import type { FileHead, ReadOptions, ReadResult, Recognition } from './format.ts';
import { headAt, recogniseAt } from './headAt.ts';
import { MatrixBuilder } from './matrixBuilder.ts';
import { notThisFormat } from './matrixErrors.ts';
import { readHead } from './readHead.ts';
import { headerOnly, readLines } from './readLines.ts';

/** What sets a format of matrices apart from the others. */
export interface MatrixKind {
  /** With its article, for people. */
  what: string;
  /** The first lines by which it is known. */
  expected: string;
  recognise: (head: FileHead) => Recognition | undefined;
  /** Unless the user says otherwise. */
  rules: SideRules | ((head: FileHead, file: string, role: TableRole) => SideRules);
  /** What was found or done, one sentence each. */
  notices?: (found: Found) => string[];
}

interface Found {
  head: FileHead;
  headerLine: number;
  rowCount: number;
  columnCount: number;
  /** Rows that the layout does not read. */
  leftOut: number;
}

/**
 * Reads a matrix by the layout that its first lines have.
 * @throws TracewiseError `invalid-input` with the place of what is wrong, `disk`, `cancelled`
 */
export async function readMatrix(
  kind: MatrixKind,
  source: Source,
  options: ReadOptions,
  context: ReadContext,
): Promise<ReadResult> {
  const file = source.name;
  const whole =
    options.head ?? (await readHead(source, { signal: context.signal, progress: () => undefined }));
  const recognition = recogniseAt(kind, whole, options.headerLine);
  const layout = recognition?.layout?.(file);
  if (recognition === undefined || layout === undefined) throw notThisFormat(file, kind.what, kind.expected);
  const { delimiter, headerLine = 1, orientation } = recognition;
  const head = headAt(kind, whole, options.headerLine);
  const own = typeof kind.rules === 'function' ? kind.rules(head, file, options.role) : kind.rules;
  const rules = rulesOf(own, options);
  const builder = new MatrixBuilder({ file, delimiter, headerLine }, layout, rules);
  const facts = await readLines(source, context, (bytes, start, end, line) => {
    if (line >= layout.firstRowLine) builder.addRow(bytes, start, end, line);
  });
  const { leftOut } = builder;
  const rowCount = builder.table.rowNames.length;
  if (rowCount === 0) throw leftOut > 0 ? nothingLeft(file, leftOut) : headerOnly(file, layout.firstRowLine);
  const found = { head, headerLine, rowCount, columnCount: layout.columnNames.length, leftOut };
  const side = { role: options.role, orientation: options.orientation ?? orientation };
  const { table, duplicates, notices } = settleDuplicates(builder.table, rules, side);
  const content = { kind: 'numbers' as const, table, ...(orientation === undefined ? {} : { orientation }) };
  return {
    contents: [content],
    duplicates,
    notices: [...(kind.notices?.(found) ?? []), ...notices],
    ...facts,
  };
}

/** What the user says counts for both sides. */
export function rulesOf(own: SideRules, { duplicates }: ReadOptions): SideRules {
  return duplicates === undefined ? own : { rows: duplicates, columns: duplicates };
}

/** Tells of lines that stand above the header and were not read. */
export function linesAbove(headerLine: number): string[] {
  if (headerLine === 1) return [];
  const lines = headerLine === 2 ? 'The line' : `The ${headerLine - 1} lines`;
  return [`${lines} above the header (line ${headerLine}) ${headerLine === 2 ? 'was' : 'were'} not read.`];
}

function nothingLeft(file: string, leftOut: number): TracewiseError {
  return new TracewiseError('invalid-input', 'no row of the file is to be read', {
    place: { file },
    found: `${leftOut} rows, all to be left out`,
    expected: 'at least one row that is not marked as one to leave out',
    remedy: 'Check the columns of flags, or take them away to read all rows',
  });
}
