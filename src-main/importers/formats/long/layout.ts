import { aliasKeys, classKeys, mechanismKeys, targetKeys, tissueKeys } from '../../tables/descriptionKeys.ts';
import { findColumn, findColumns } from '../../tables/headers.ts';
import type { ReadOptions } from '../format.ts';
import type { TableTop } from '../readRows.ts';
import { noNames, noValues, unknownMetrics } from './errors.ts';
import { JoinedTable } from './routes.ts';
import type { Route } from './routes.ts';
import type { LongSpec, ValueColumn } from './spec.ts';

/** What a long table tells of a drug beside its name, as tables of drugs call it. */
export const drugWords = ['target', 'mechanism', 'class'] as const;
const drugWordKeys = [targetKeys, mechanismKeys, classKeys];

/** Where in a long table and its lookups everything stands. */
export interface LongLayout {
  samples: Route[];
  drugs: Route[];
  tissue: Route[];
  aliases: Route[];
  /** In the order of `drugWords`. */
  drugWords: Route[][];
  /** Columns that keep drugs of one name apart. */
  apart: number[];
  /** The column that says which rows to leave out. */
  leaveOut?: number;
  metrics: ValueColumn[];
  /** Further columns that are asked for. */
  others: readonly number[];
}

/**
 * @throws TracewiseError `invalid-input` when there is no way to names or no values, `invalid-setting` for metrics that
 *   the file does not have
 */
export function layOut(
  spec: LongSpec,
  file: string,
  top: TableTop,
  options: ReadOptions,
  others: readonly number[] = [],
): LongLayout {
  const joined = new JoinedTable(top.header, options.lookups);
  const names = (side: 'samples' | 'drugs') => {
    const routes = joined.routes(spec[side], { isName: true });
    if (routes.length > 0) return routes;
    const ids = spec.idsAreNames === true ? findColumns(top.header, spec.ids[side]) : [];
    if (ids.length === 0) {
      const id = findColumn(top.header, spec.ids[side]);
      const leadsTo = joined.idsFrom(id ?? -1);
      throw noNames({ file, top }, { what: side, header: spec[side][0], id, leadsTo });
    }
    return ids.map((column) => ({ column }));
  };
  const words = (keys: readonly string[]) => joined.routes(keys, { isName: false });
  const leaveOut = spec.leaveOut === undefined ? undefined : findColumn(top.header, [spec.leaveOut.key]);
  return {
    samples: names('samples'),
    drugs: names('drugs'),
    tissue: words(tissueKeys),
    aliases: words(aliasKeys),
    drugWords: drugWordKeys.map(words),
    apart: (spec.apart ?? []).flatMap((key) => findColumns(top.header, [key])),
    ...(leaveOut === undefined ? {} : { leaveOut }),
    metrics: chosenMetrics(spec, file, top, options.metrics),
    others,
  };
}

function chosenMetrics(
  spec: LongSpec,
  file: string,
  top: TableTop,
  wanted: readonly string[] | undefined,
): ValueColumn[] {
  const found = spec.values(top);
  if (found.length === 0) throw noValues({ file, top });
  if (wanted === undefined) return found;
  const known = found.flatMap(({ metric }) => metric ?? []);
  const unknown = wanted.filter((metric) => !known.includes(metric));
  if (unknown.length > 0) throw unknownMetrics(file, unknown, known);
  return found.filter(({ metric }) => metric !== undefined && wanted.includes(metric));
}

/** The columns of the table itself that are needed, each once. */
export function columnsOf(layout: LongLayout): number[] {
  const routes = [layout.samples, layout.drugs, layout.tissue, layout.aliases, ...layout.drugWords].flat();
  const columns = [
    ...routes.map(({ column }) => column),
    ...layout.apart,
    ...(layout.leaveOut === undefined ? [] : [layout.leaveOut]),
    ...layout.metrics.map(({ column }) => column),
    ...layout.others,
  ];
  return [...new Set(columns)];
}
