import type Database from 'better-sqlite3';
import { setImmediate } from 'node:timers/promises';
import { ChangedContent, findingChanges } from './checksums.ts';
import type { Connection } from './connection.ts';
import { findChangedDatasets } from './datasets.ts';
import { atOnce } from './steps.ts';

/**
 * Reads everything and compares it with its checksums. @returns what is wrong, in words; empty when sound
 * @throws TracewiseError `corrupt` when not even that can be done
 */
export function findDamage(connection: Connection): string[] {
  const places = connection.read(findDamagedPlaces);
  if (places.length > 0) return [inWords(places)];
  return [
    ...connection.read(findLostReferences),
    ...findChangedDatasets(connection).map(
      (name) => `the values of the data set "${name}" are not those that were imported`,
    ),
    ...connection.read(findChangedContent),
  ];
}

/**
 * Compares what is stored with its checksums, in pieces between which others have the thread.
 * @throws TracewiseError `corrupt` when something is not what was stored
 */
export async function requireUnchangedContent(connection: Connection): Promise<void> {
  const steps = connection.read(findingChanges);
  let step = connection.read(() => steps.next());
  while (step.done !== true) {
    await setImmediate();
    step = connection.read(() => steps.next());
  }
  const count = Object.values(step.value).flat().length;
  connection.read(() => {
    if (count > 0) throw new ChangedContent(`${count} matrices, results or jobs are not what was stored`);
  });
}

/** How many lines of SQLite's own check are told to people. */
const linesTold = 3;

function inWords(places: readonly string[]): string {
  const told = places.slice(0, linesTold).join('; ');
  return `${places.length} places of the file do not read (${told}${places.length > linesTold ? ' ...' : ''})`;
}

function findDamagedPlaces(database: Database.Database): string[] {
  const found = database.prepare<[], string>('PRAGMA integrity_check').pluck().all();
  return found.filter((line) => line !== 'ok').flatMap((line) => line.split('\n'));
}

function findLostReferences(database: Database.Database): string[] {
  return database
    .prepare<[], { table: string }>('PRAGMA foreign_key_check')
    .all()
    .map(({ table }) => `a row of the table ${table} refers to something that is not there`);
}

function findChangedContent(database: Database.Database): string[] {
  const { matrices, results, jobs } = atOnce(findingChanges(database));
  const changed = new Set([...results, ...resultsWith(database, matrices)]);
  return [
    ...[...changed].map((id) => `the result "${nameIn(database, 'result', id)}" is not what was stored`),
    ...jobs.map((id) => `a finished part of "${nameIn(database, 'job', id)}" is not what was stored`),
  ];
}

/** Results of which one of these matrices is a part. */
function resultsWith(database: Database.Database, matrices: readonly number[]): number[] {
  const result = database
    .prepare<{ id: number }, number>(
      `SELECT result_id FROM evaluation WHERE observed_matrix_id = @id OR drug_mean_matrix_id = @id
       UNION SELECT result_id FROM prediction WHERE matrix_id = @id
       UNION SELECT result_id FROM model WHERE weight_matrix_id = @id`,
    )
    .pluck();
  return matrices.flatMap((id) => result.all({ id }));
}

function nameIn(database: Database.Database, table: 'result' | 'job', id: number): string {
  return (
    database.prepare<[number], string>(`SELECT name FROM ${table} WHERE id = ?`).pluck().get(id) ?? String(id)
  );
}
