import type { AnalysisKind } from '#shared/model/job.ts';
import type { Connection } from './connection.ts';

/** What a project says of itself, beside its tables. */
export type FactKey = 'name' | `pace-${AnalysisKind}`;

export function readFact(connection: Connection, key: FactKey): string | undefined {
  return connection.read((database) =>
    database.prepare<[string], string>('SELECT value FROM project WHERE key = ?').pluck().get(key),
  );
}

export function writeFact(connection: Connection, key: FactKey, value: string): void {
  connection.write((database) =>
    database.prepare('INSERT OR REPLACE INTO project (key, value) VALUES (?, ?)').run(key, value),
  );
}
