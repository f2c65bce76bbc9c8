import type Database from 'better-sqlite3';
import type { GroupSplit, GroupedDrug, TaskGroups, TaskGroupSettings } from '#shared/model/taskGroups.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { insertResult, requireResult } from './results.ts';
import type { NewResult, StoredResult } from './results.ts';

export interface StoredTaskGroups extends StoredResult {
  settings: TaskGroupSettings;
  taskGroups: TaskGroups;
}

/** Within a transaction of the caller. @throws TracewiseError `conflict` when the name is taken */
export function insertTaskGroups(
  database: Database.Database,
  result: NewResult,
  { settings, drugs, splits, warnings }: TaskGroups,
): void {
  const id = insertResult(database, result, {
    analysis: { kind: 'tasks', settings },
    seed: settings.seed,
    warnings,
  });
  const insertDrug = database.prepare(
    'INSERT INTO grouped_drug (result_id, position, drug, entry_count, mse_elastic_net) VALUES (?, ?, ?, ?, ?)',
  );
  const insertGroup = database.prepare(
    'INSERT INTO task_group (result_id, size, position, number, mse) VALUES (?, ?, ?, ?, ?)',
  );
  drugs.forEach(({ drug, entryCount, mseElasticNet }, position) =>
    insertDrug.run(id, position, drug, entryCount, mseElasticNet),
  );
  for (const { size, groups, mse } of splits) {
    groups.forEach((group, position) => insertGroup.run(id, size, position, group, mse[position]));
  }
}

/** @throws TracewiseError `not-found` */
export function loadTaskGroups(connection: Connection, name: string): StoredTaskGroups {
  return connection.read((database) => {
    const { id, stored, warnings } = requireResult(database, name, 'tasks');
    if (stored.analysis.kind !== 'tasks') throw new RangeError(`invalid project: "${name}" has no groups`);
    const { settings } = stored.analysis;
    const taskGroups: TaskGroups = {
      settings,
      drugs: readDrugs(database, id),
      splits: readSplits(database, id),
      warnings: parseStrings(warnings),
    };
    return { ...stored, settings, taskGroups };
  });
}

function readDrugs(database: Database.Database, id: number): GroupedDrug[] {
  return database
    .prepare<[number], { drug: string; entry_count: number; mse_elastic_net: number }>(
      'SELECT drug, entry_count, mse_elastic_net FROM grouped_drug WHERE result_id = ? ORDER BY position',
    )
    .all(id)
    .map((row) => ({ drug: row.drug, entryCount: row.entry_count, mseElasticNet: row.mse_elastic_net }));
}

function readSplits(database: Database.Database, id: number): GroupSplit[] {
  const rows = database
    .prepare<[number], { size: number; number: number; mse: number }>(
      'SELECT size, number, mse FROM task_group WHERE result_id = ? ORDER BY size DESC, position',
    )
    .all(id);
  const sizes = [...new Set(rows.map(({ size }) => size))];
  return sizes.map((size) => {
    const own = rows.filter((row) => row.size === size);
    return { size, groups: own.map(({ number }) => number), mse: own.map(({ mse }) => mse) };
  });
}
