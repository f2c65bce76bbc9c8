import type { DuplicateRule, Orientation } from '#shared/model/imports.ts';
import type { FoundDuplicates } from '../formats/format.ts';
import { collapseColumns, collapseRows } from './collapse.ts';
import type { Collapsed, CollapseRule } from './collapse.ts';
import type { NumberTable } from './numberTable.ts';

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
  { orientation }: { orientation?: Orientation },
): { table: NumberTable; duplicates: FoundDuplicates[]; notices: string[] } {
  const duplicates: FoundDuplicates[] = [];
  const notices: string[] = [];
  const [rowKind, columnKind] = kindsOf(orientation);
  const note = (kind: FoundDuplicates['kind'], rule: CollapseRule, { count, worst }: Collapsed) => {
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

function kindsOf(orientation: Orientation | undefined): [FoundDuplicates['kind'], FoundDuplicates['kind']] {
  if (orientation === undefined) return ['row', 'column'];
  return orientation === 'samples-in-rows' ? ['sample', 'feature'] : ['feature', 'sample'];
}
