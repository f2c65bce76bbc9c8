import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';

const tables = [
  'sample',
  'feature',
  'drug',
  'metric',
  'source_file',
  'import_report',
  'name_choice',
] as const;

/** What a project holds of its data sets, row by row; only when they were made is left out. */
export function datasetContent(path: string): Record<string, unknown[]> {
  const database = new Database(path, { readonly: true });
  try {
    const rows = (table: string) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().all();
    const content: Record<string, unknown[]> = Object.fromEntries(
      tables.map((table) => [table, rows(table)]),
    );
    content['dataset'] = database
      .prepare('SELECT id, name, current, missing_policy, feature_matrix_id, hash FROM dataset ORDER BY id')
      .raw()
      .all();
    content['matrix'] = rows('matrix');
    content['matrix_chunk'] = database
      .prepare<[], { matrix_id: number; position: number; bytes: Buffer }>(
        'SELECT matrix_id, position, bytes FROM matrix_chunk ORDER BY matrix_id, position',
      )
      .all()
      .map(({ matrix_id, position, bytes }) => [
        matrix_id,
        position,
        createHash('sha256').update(bytes).digest('hex'),
      ]);
    return content;
  } finally {
    database.close();
  }
}
