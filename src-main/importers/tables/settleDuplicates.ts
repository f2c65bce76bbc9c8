import type { TableRole } from '#shared/model/dataset.ts';
import type { DuplicateNames, DuplicateRule, Orientation } from '#shared/model/imports.ts';
import { byShape } from '../dataset/orientation.ts';
import { collapseColumns, collapseRows } from './collapse.ts';
import type { Collapsed, CollapseRule } from './collapse.ts';
import type { NumberTable } from './numberTable.ts';

type Found = Omit<DuplicateNames, 'file'>;

/** What to do with a name that stands twice along either side. */
export interface SideRules {
  rows: DuplicateRule | CollapseRule;
  columns: DuplicateRule;
}

/**
 * Makes the entries of one name one along both sides, where that is wished; refusing is left to the reader, who
 * knows the lines.
 */
export function settleDuplicates(
  table: NumberTable,
  rules: SideRules,
  side: { role: TableRole; orientation?: Orientation },
): { table: NumberTable; duplicates: Found[]; notices: string[] } {
  const duplicates: Found[] = [];
  const notices: string[] = [];
  const orientation = side.orientation ?? byShape({ ...table, role: side.role });
  const rowKind = orientation === 'samples-in-rows' ? 'sample' : 'feature';
  const columnKind = rowKind === 'sample' ? 'feature' : 'sample';
  const note = (kind: Found['kind'], rule: CollapseRule, { count, worst }: Collapsed) => {
    if (count === 0) return;
    if (rule === 'largest')
      notices.push(
        `Of the several rows of ${count === 1 ? '1 gene' : `${count} genes`} the largest value counts.`,
      );
    else duplicates.push({ kind, rule, count, worst });
  };
  if (rules.rows !== 'refuse') note(rowKind, rules.rows, collapseRows(table, rules.rows));
  if (rules.columns === 'refuse') return { table, duplicates, notices };
  const { table: narrow, ...collapsed } = collapseColumns(table, rules.columns);
  note(columnKind, rules.columns, collapsed);
  return { table: narrow, duplicates, notices };
}
