import { roughCells } from '../../scan/cells.ts';
import { delimiterName } from '../../scan/delimiter.ts';
import { findColumn, findColumns } from '../../tables/headers.ts';
import type { FileHead, Recognition, TableFormat } from '../format.ts';
import { delimiterOf, topLines } from '../readRows.ts';
import { readLong } from './readLong.ts';
import type { LongSpec } from './spec.ts';

/** A format of responses that is known by its header. */
export function longFormat(spec: LongSpec): TableFormat {
  return {
    name: spec.name,
    roles: ['response'],
    recognise: (head) => recogniseLong(spec, head),
    read: (source, options, context) => readLong(spec, source, options, context),
  };
}

/** Whether the header has all that the specification asks for. */
export function recogniseLong(spec: LongSpec, head: FileHead): Recognition | undefined {
  const top = topLines(head);
  const delimiter = top === undefined ? undefined : delimiterOf(top.header, top.rows);
  if (top === undefined || delimiter === undefined) return undefined;
  const firstRows = top.rows.map((row) => roughCells(row, delimiter));
  const cells = roughCells(top.header, delimiter);
  const header = firstRows[0].length === cells.length + 1 ? ['', ...cells] : cells;
  if (!spec.signature.every((keys) => findColumn(header, keys) !== undefined)) return undefined;
  const values = spec.values({ header, firstRows });
  if (values.length === 0) return undefined;
  const metrics = values.flatMap(({ metric }) => metric ?? []);
  const idColumns = idColumnsOf(spec, header);
  return {
    label: `${spec.label}, ${delimiterName(delimiter)}-separated`,
    confidence: 1,
    delimiter,
    headerLine: top.headerLine,
    role: 'response',
    orientation: 'samples-in-rows',
    ...(metrics.length === 0 ? {} : { metrics }),
    ...(idColumns.length === 0 ? {} : { idColumns }),
  };
}

/** The ids that lookups must turn into names: of a side that has no column of names. */
function idColumnsOf({ samples, drugs, ids, idsAreNames }: LongSpec, header: readonly string[]): string[] {
  if (idsAreNames === true) return [];
  const needed = (names: readonly string[], idKeys: readonly string[]) =>
    findColumns(header, names).length > 0 ? [] : findColumns(header, idKeys).slice(0, 1);
  return [...needed(samples, ids.samples), ...needed(drugs, ids.drugs)].map((column) => header[column]);
}
