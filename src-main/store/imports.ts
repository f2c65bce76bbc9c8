import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import { nameChoice } from '#shared/model/imports.ts';
import type { MatchReport, NameChoice } from '#shared/model/imports.ts';
import { importStep } from '#shared/model/recipe.ts';
import type { ImportStep } from '#shared/model/recipe.ts';
import type { Connection } from './connection.ts';

/** How the names of a data set's files went together, and what the user decided on them, for later imports. */
export interface ImportRecord {
  report: MatchReport;
  choices: readonly NameChoice[];
  /** Every import that made the data set, this one last; none where an earlier one is not known. */
  steps: readonly ImportStep[];
}

/** Keeps the record of a data set, within a transaction of the caller. */
export function insertImportRecord(
  database: Database.Database,
  datasetId: number,
  { report, choices, steps }: ImportRecord,
): void {
  database
    .prepare('INSERT OR REPLACE INTO import_report (dataset_id, report) VALUES (?, ?)')
    .run(datasetId, JSON.stringify(report));
  const keep = database.prepare('INSERT INTO import_step (dataset_id, position, step) VALUES (?, ?, ?)');
  steps.forEach((step, position) => keep.run(datasetId, position, JSON.stringify(step)));
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

/** The imports that made a data set, in their order; none of a version that did not keep them. */
export function loadImportSteps(connection: Connection, datasetId: number): ImportStep[] {
  return connection.read((database) =>
    database
      .prepare<[number], string>('SELECT step FROM import_step WHERE dataset_id = ? ORDER BY position')
      .pluck()
      .all(datasetId)
      .map((step) => importStep.parse(JSON.parse(step))),
  );
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
