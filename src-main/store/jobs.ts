import type Database from 'better-sqlite3';
import { z } from 'zod';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Analysis, JobState } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import { parseAnalysis } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { deleteUnusedDatasets } from './unusedDatasets.ts';
import { insertEvaluation } from './evaluations.ts';
import { insertModel } from './models.ts';
import type { NewResult } from './results.ts';
import { bytesOf } from './matrices.ts';
import { keepUnitChecksum, requireUnchanged } from './checksums.ts';
import { keepChecksumOf } from './results.ts';
import { requireRunner } from './runner.ts';
import { insertScreening } from './screenings.ts';
import { insertTaskGroups } from './taskGroups.ts';

/** A job as it stands in the file; `running` may be that of a process which is gone. */
export interface StoredJob {
  id: number;
  name: string;
  datasetId: number;
  datasetName: string;
  datasetHash: string;
  analysis: Analysis;
  state: JobState;
  /** Of the program that made its units: those of another version do not mix. */
  version: string;
  /** A result of this name is replaced once the job's own is there. */
  replaces: boolean;
  error?: string;
  createdAt: string;
  unitsDone: number;
  unitsTotal: number;
  costDone: number;
  costTotal: number;
}

export interface PlannedUnit {
  name: string;
  cost: number;
}

export interface NewJob {
  name: string;
  datasetId: number;
  analysis: Analysis;
  version: string;
  replaces: boolean;
  units: readonly PlannedUnit[];
}

const jobState = z.enum(['waiting', 'running', 'paused', 'cancelled', 'failed', 'done']);

interface JobRow {
  id: number;
  name: string;
  dataset_id: number;
  dataset_name: string;
  dataset_hash: string;
  analysis: string;
  state: string;
  version: string;
  replaces: number;
  error: string | null;
  created_at: string;
  units_done: number;
  units_total: number;
  cost_done: number;
  cost_total: number;
}

const selectJobs = `
  SELECT job.*, dataset.name AS dataset_name, dataset.hash AS dataset_hash,
    count(unit.id) AS units_total, total(unit.done) AS units_done,
    total(unit.cost) AS cost_total, total(unit.cost * unit.done) AS cost_done
  FROM job JOIN dataset ON dataset.id = job.dataset_id LEFT JOIN unit ON unit.job_id = job.id`;

/** What is kept of a job that is done. */
export interface JobOutcome {
  headline: string;
  result: AnalysisResult;
}

/** A job with its units, none of them done. A former job of that name is forgotten with its units. */
export function createJob(connection: Connection, job: NewJob): StoredJob {
  return connection.write((database) => {
    database.prepare('DELETE FROM job WHERE name = ?').run(job.name);
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO job (name, dataset_id, analysis, state, version, replaces, created_at)
         VALUES (?, ?, ?, 'waiting', ?, ?, ?)`,
      )
      .run(
        job.name,
        job.datasetId,
        JSON.stringify(job.analysis),
        job.version,
        job.replaces ? 1 : 0,
        new Date().toISOString(),
      );
    const id = Number(lastInsertRowid);
    const insertUnit = database.prepare('INSERT INTO unit (job_id, name, cost) VALUES (?, ?, ?)');
    for (const unit of job.units) insertUnit.run(id, unit.name, unit.cost);
    deleteUnusedDatasets(database);
    return requireJob(database, id);
  });
}

export function listJobs(connection: Connection): StoredJob[] {
  return connection.read((database) =>
    database.prepare<[], JobRow>(`${selectJobs} GROUP BY job.id ORDER BY job.id`).all().map(jobOf),
  );
}

/** @throws TracewiseError `not-found` */
export function loadJob(connection: Connection, id: number): StoredJob {
  return connection.read((database) => requireJob(database, id));
}

export function findJob(connection: Connection, name: string): StoredJob | undefined {
  return connection.read((database) => {
    const row = database
      .prepare<[string], JobRow>(`${selectJobs} WHERE job.name = ? GROUP BY job.id`)
      .get(name);
    return row === undefined ? undefined : jobOf(row);
  });
}

/**
 * `error` is kept for a failed job and forgotten otherwise.
 * @throws TracewiseError `conflict` when another process has taken over the computing
 */
export function setJobState(
  connection: Connection,
  token: string,
  id: number,
  state: JobState,
  error?: string,
): StoredJob {
  return connection.write((database) => {
    requireRunner(database, token);
    database.prepare('UPDATE job SET state = ?, error = ? WHERE id = ?').run(state, error ?? null, id);
    return requireJob(database, id);
  });
}

/** Units without a result, dearest first. */
export function pendingUnits(connection: Connection, jobId: number): PlannedUnit[] {
  return connection.read((database) =>
    database
      .prepare<[number], PlannedUnit>(
        'SELECT name, cost FROM unit WHERE job_id = ? AND done = 0 ORDER BY cost DESC, id',
      )
      .all(jobId),
  );
}

/**
 * Keeps the result of a finished unit.
 * @throws TracewiseError `conflict` when another process has taken over the computing
 */
export function commitUnit(
  connection: Connection,
  token: string,
  jobId: number,
  unit: string,
  result: Uint8Array,
): void {
  connection.write((database) => {
    requireRunner(database, token);
    const bytes = bytesOf(result);
    const id = database
      .prepare<[Buffer, number, string], number>(
        'UPDATE unit SET done = 1, result = ? WHERE job_id = ? AND name = ? RETURNING id',
      )
      .pluck()
      .get(bytes, jobId, unit);
    if (id !== undefined) keepUnitChecksum(database, id, bytes);
  });
}

export interface UnitResult {
  name: string;
  result: Uint8Array;
}

interface StoredUnit {
  name: string;
  result: Buffer | null;
  checksum: number | null;
}

const selectUnits = `
  SELECT name, result, checksum FROM unit LEFT JOIN unit_checksum ON unit_id = unit.id WHERE job_id = ?`;

function unitOf({ name, result, checksum }: StoredUnit): UnitResult {
  if (result === null) throw new RangeError(`invalid job: unit ${name} is not done`);
  requireUnchanged(result, checksum, `the unit ${name}`);
  return { name, result };
}

/** Results of the units that are done and whose job is not, in the order of the plan. */
export function finishedUnits(connection: Connection, jobId: number): UnitResult[] {
  return connection.read((database) =>
    database
      .prepare<[number], StoredUnit>(`${selectUnits} AND result IS NOT NULL ORDER BY id`)
      .all(jobId)
      .map(unitOf),
  );
}

/** Results of all units, in the order of the plan. @throws RangeError when one is not done */
export function unitResults(connection: Connection, jobId: number): UnitResult[] {
  return connection.read((database) =>
    database.prepare<[number], StoredUnit>(`${selectUnits} ORDER BY id`).all(jobId).map(unitOf),
  );
}

/**
 * Stores what a job came to, lets its units' results go, and calls it done: all or nothing.
 * @throws TracewiseError `conflict` when another process has taken over the computing; `disk`
 */
export function finishJob(
  connection: Connection,
  token: string,
  jobId: number,
  outcome: JobOutcome,
): StoredJob {
  return connection.write((database) => {
    requireRunner(database, token);
    const job = requireJob(database, jobId);
    insertOutcome(database, { ...job, headline: outcome.headline, replace: job.replaces }, outcome.result);
    keepChecksumOf(database, job.name);
    database.prepare('UPDATE unit SET result = NULL WHERE job_id = ?').run(jobId);
    database.prepare("UPDATE job SET state = 'done', error = NULL WHERE id = ?").run(jobId);
    deleteUnusedDatasets(database);
    return requireJob(database, jobId);
  });
}

function insertOutcome(database: Database.Database, result: NewResult, outcome: AnalysisResult): void {
  switch (outcome.kind) {
    case 'evaluate':
      insertEvaluation(database, result, outcome.evaluation);
      return;
    case 'fit':
      insertModel(database, result, outcome.model);
      return;
    case 'screen':
      insertScreening(database, result, outcome.screening);
      return;
    case 'tasks':
      insertTaskGroups(database, result, outcome.taskGroups);
      return;
  }
}

function requireJob(database: Database.Database, id: number): StoredJob {
  const row = database.prepare<[number], JobRow>(`${selectJobs} WHERE job.id = ? GROUP BY job.id`).get(id);
  if (row === undefined) {
    throw new TracewiseError('not-found', `there is no job of number ${id} in this project`);
  }
  return jobOf(row);
}

function jobOf(row: JobRow): StoredJob {
  return {
    id: row.id,
    name: row.name,
    datasetId: row.dataset_id,
    datasetName: row.dataset_name,
    datasetHash: row.dataset_hash,
    analysis: parseAnalysis(JSON.parse(row.analysis)),
    state: jobState.parse(row.state),
    version: row.version,
    replaces: row.replaces === 1,
    ...(row.error === null ? {} : { error: row.error }),
    createdAt: row.created_at,
    unitsDone: row.units_done,
    unitsTotal: row.units_total,
    costDone: row.cost_done,
    costTotal: row.cost_total,
  };
}
