import type Database from 'better-sqlite3';
import type { ScreenErrors, ScreenedDrug, Screening } from '#shared/model/results.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { bytesOf, numbersOf } from './matrices.ts';
import { insertResult, requireResult } from './results.ts';
import type { NewResult, StoredResult } from './results.ts';

/** A screen without the errors that its drugs were judged by. */
export interface StoredScreenTable extends StoredResult {
  settings: ScreenSettings;
  drugs: ScreenedDrug[];
  warnings: string[];
}

export interface StoredScreening extends StoredResult {
  settings: ScreenSettings;
  screening: Screening;
}

/** What was screened under one metric, and which drugs are noisy. */
export interface MetricNoise {
  metric: string;
  screenedCount: number;
  noisyDrugs: string[];
}

/** Within a transaction of the caller. @throws TracewiseError `conflict` when the name is taken */
export function insertScreening(
  database: Database.Database,
  result: NewResult,
  { settings, drugs, errors, warnings }: Screening,
): void {
  const id = insertResult(database, result, {
    analysis: { kind: 'screen', settings },
    seed: settings.seed,
    warnings,
  });
  const insertErrors = database.prepare(
    'INSERT INTO screen_errors (result_id, position, true_errors, permuted_errors) VALUES (?, ?, ?, ?)',
  );
  insertDrugs(database, id, drugs);
  errors.forEach(({ trueErrors, permutedErrors }, position) =>
    insertErrors.run(id, position, bytesOf(trueErrors), bytesOf(permutedErrors)),
  );
}

function insertDrugs(database: Database.Database, id: number, drugs: readonly ScreenedDrug[]): void {
  const insert = database.prepare(
    `INSERT INTO screened_drug (result_id, position, metric, drug, sample_count, interquartile_range, true_median,
       permuted_median, p_value, permutation_p, q_value, is_noisy, repeats_run, permutations_run, is_early, l1_ratio)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  drugs.forEach((drug, position) =>
    insert.run(
      id,
      position,
      drug.metric,
      drug.drug,
      drug.sampleCount,
      drug.interquartileRange,
      drug.trueMedian,
      drug.permutedMedian,
      drug.pValue,
      drug.permutationP,
      drug.qValue,
      drug.isNoisy ? 1 : 0,
      drug.repeatsRun,
      drug.permutationsRun,
      drug.isEarly ? 1 : 0,
      drug.l1Ratio,
    ),
  );
}

/** @throws TracewiseError `not-found` */
export function loadScreenTable(connection: Connection, name: string): StoredScreenTable {
  return connection.read((database) => {
    const { id, stored, settings, warnings } = requireScreen(database, name);
    return { ...stored, settings, drugs: readDrugs(database, id), warnings: parseStrings(warnings) };
  });
}

/** @throws TracewiseError `not-found` */
export function loadScreening(connection: Connection, name: string): StoredScreening {
  return connection.read((database) => {
    const { id, stored, settings, warnings } = requireScreen(database, name);
    const screening: Screening = {
      settings,
      drugs: readDrugs(database, id),
      errors: readErrors(database, id),
      warnings: parseStrings(warnings),
    };
    return { ...stored, settings, screening };
  });
}

/**
 * What one drug was judged by; `undefined` for one that was not screened under the metric.
 * @throws TracewiseError `not-found`
 */
export function loadScreenErrors(
  connection: Connection,
  name: string,
  metric: string,
  drug: string,
): ScreenErrors | undefined {
  return connection.read((database) => {
    const row = database
      .prepare<[number, string, string], ErrorsRow>(
        `SELECT true_errors, permuted_errors FROM screened_drug JOIN screen_errors USING (result_id, position)
         WHERE result_id = ? AND metric = ? AND drug = ?`,
      )
      .get(requireScreen(database, name).id, metric, drug);
    return row === undefined ? undefined : errorsOf(row);
  });
}

/** Per metric, in the order of the settings. @throws TracewiseError `not-found` */
export function screenNoise(connection: Connection, name: string): MetricNoise[] {
  return connection.read((database) => {
    const { id, settings } = requireScreen(database, name);
    const drugs = database
      .prepare<[number], { metric: string; drug: string; is_noisy: number }>(
        'SELECT metric, drug, is_noisy FROM screened_drug WHERE result_id = ? ORDER BY position',
      )
      .all(id);
    return settings.metrics.map((metric) => {
      const screened = drugs.filter((row) => row.metric === metric);
      const noisy = screened.filter((row) => row.is_noisy === 1);
      return { metric, screenedCount: screened.length, noisyDrugs: noisy.map(({ drug }) => drug) };
    });
  });
}

function requireScreen(database: Database.Database, name: string) {
  const { id, stored, warnings } = requireResult(database, name, 'screen');
  if (stored.analysis.kind !== 'screen') throw new RangeError(`invalid project: "${name}" is no screen`);
  return { id, stored, settings: stored.analysis.settings, warnings };
}

interface DrugRow {
  metric: string;
  drug: string;
  sample_count: number;
  interquartile_range: number | null;
  true_median: number | null;
  permuted_median: number | null;
  p_value: number | null;
  permutation_p: number | null;
  q_value: number | null;
  is_noisy: number;
  repeats_run: number;
  permutations_run: number;
  is_early: number;
  l1_ratio: number | null;
}

function readDrugs(database: Database.Database, id: number): ScreenedDrug[] {
  return database
    .prepare<[number], DrugRow>('SELECT * FROM screened_drug WHERE result_id = ? ORDER BY position')
    .all(id)
    .map((row) => ({
      metric: row.metric,
      drug: row.drug,
      sampleCount: row.sample_count,
      interquartileRange: row.interquartile_range ?? NaN,
      trueMedian: row.true_median ?? NaN,
      permutedMedian: row.permuted_median ?? NaN,
      pValue: row.p_value ?? NaN,
      permutationP: row.permutation_p,
      qValue: row.q_value,
      isNoisy: row.is_noisy === 1,
      repeatsRun: row.repeats_run,
      permutationsRun: row.permutations_run,
      isEarly: row.is_early === 1,
      l1Ratio: row.l1_ratio ?? NaN,
    }));
}

interface ErrorsRow {
  true_errors: Buffer;
  permuted_errors: Buffer;
}

function readErrors(database: Database.Database, id: number): ScreenErrors[] {
  return database
    .prepare<[number], ErrorsRow>(
      'SELECT true_errors, permuted_errors FROM screen_errors WHERE result_id = ? ORDER BY position',
    )
    .all(id)
    .map(errorsOf);
}

function errorsOf(row: ErrorsRow): ScreenErrors {
  return { trueErrors: numbersOf(row.true_errors), permutedErrors: numbersOf(row.permuted_errors) };
}
