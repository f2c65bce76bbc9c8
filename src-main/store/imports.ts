import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import { nameChoice } from '#shared/model/imports.ts';
import type { MatchReport, NameChoice } from '#shared/model/imports.ts';
import type { Connection } from './connection.ts';

/** How the names of a data set's files went together, and what the user decided on them, for later imports. */
export interface ImportRecord {
  report: MatchReport;
  choices: readonly NameChoice[];
}

/** Keeps the record of a data set, within a transaction of the caller. */
export function insertImportRecord(
  database: Database.Database,
  datasetId: number,
  { report, choices }: ImportRecord,
): void {
  database
    .prepare('INSERT OR REPLACE INTO import_report (dataset_id, report) VALUES (?, ?)')
    .run(datasetId, JSON.stringify(report));
  const remember = database.prepare(
    'INSERT OR REPLACE INTO name_choice (kind, written, chosen) VALUES (?, ?, ?)',
  );
  for (const { kind, written, as } of choices) remember.run(kind, written, as);
}

/**
 * How the names of a data set's files went together; `null` for one of a version that did not keep it.
 * @throws TracewiseError `not-found` for an unknown data set
 */
export function loadImportReport(connection: Connection, dataset: string): MatchReport | null {
  const row = connection.read((database) =>
    database
      .prepare<[string], { report: string | null }>(
        `SELECT report FROM dataset LEFT JOIN import_report ON dataset_id = id WHERE name = ? AND current = 1`,
      )
      .get(dataset),
  );
  if (row === undefined) {
    throw new TracewiseError('not-found', `there is no data set "${dataset}" in this project`);
  }
  return row.report === null ? null : parseReport(row.report);
}

/** What was decided on names in all imports of the project. */
export function listNameChoices(connection: Connection): NameChoice[] {
  return connection.read((database) =>
    database
      .prepare<[]>('SELECT kind, written, chosen AS "as" FROM name_choice ORDER BY kind, written')
      .all()
      .map((row) => nameChoice.parse(row)),
  );
}

function parseReport(json: string): MatchReport {
  return JSON.parse(json) as MatchReport;
}
