import Database from 'better-sqlite3';

export type Row = Record<string, unknown>;

/** The rows of a table as far as they read: from the beginning up to what does not, and from the end back to it. */
export function readableRows(database: Database.Database, table: string, key: string): Row[] {
  const first = rowsUntilDamage(database, `SELECT * FROM ${table} ORDER BY ${key}`);
  if (first.isWhole) return first.rows;
  const seen = new Set(first.rows.map((row) => row[key]));
  const last = rowsUntilDamage(database, `SELECT * FROM ${table} ORDER BY ${key} DESC`);
  return [...first.rows, ...last.rows.reverse().filter((row) => !seen.has(row[key]))];
}

function rowsUntilDamage(database: Database.Database, sql: string): { rows: Row[]; isWhole: boolean } {
  const rows: Row[] = [];
  try {
    for (const row of database.prepare<[], Row>(sql).iterate()) rows.push(row);
    return { rows, isWhole: true };
  } catch (error) {
    if (!isDatabaseError(error)) throw error;
    return { rows, isWhole: false };
  }
}

/** What reading a damaged database throws. */
export function isDatabaseError(error: unknown): boolean {
  return error instanceof Database.SqliteError;
}

/** Columns of a table; none when there is no such table, or its description does not read. */
export function columnsOf(database: Database.Database, table: string): string[] {
  try {
    return database
      .prepare<[string], string>('SELECT name FROM pragma_table_info(?) ORDER BY cid')
      .pluck()
      .all(table);
  } catch (error) {
    if (isDatabaseError(error)) return [];
    throw error;
  }
}
