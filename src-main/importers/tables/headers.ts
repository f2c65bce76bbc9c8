/** A column's header as headers are compared: lower case, all but letters and digits as one underscore, micro as u. */
export function headerKey(header: string): string {
  return header
    .toLowerCase()
    .replaceAll(/[µμ]/g, 'u')
    .replaceAll(/[^\p{L}\d]+/gu, '_')
    .replaceAll(/^_|_$/g, '');
}

/** The column whose header has the first of these keys that there is. */
export function findColumn(header: readonly string[], keys: readonly string[]): number | undefined {
  const own = header.map(headerKey);
  const key = keys.find((candidate) => own.includes(candidate));
  return key === undefined ? undefined : own.indexOf(key);
}

/** Columns whose header has one of these keys, in the order of the keys. */
export function findColumns(header: readonly string[], keys: readonly string[]): number[] {
  const own = header.map(headerKey);
  return keys.flatMap((key) => (own.includes(key) ? [own.indexOf(key)] : []));
}

const idAliases: ReadonlyMap<string, string> = new Map([
  ['experiment_id', 'expt_id'],
  ['ccl_id', 'master_ccl_id'],
  ['index_ccl', 'master_ccl_id'],
  ['cpd_id', 'master_cpd_id'],
  ['index_cpd', 'master_cpd_id'],
  ['modelid', 'model_id'],
  ['depmap_id', 'model_id'],
]);

/** The name that an id column goes by in all tables; `undefined` for a column of anything else. */
export function idOf(header: string): string | undefined {
  const key = headerKey(header);
  return idAliases.get(key) ?? (/(^|_)id$/.test(key) ? key : undefined);
}
