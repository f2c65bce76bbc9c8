import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { DrugFit, FittedModel } from '#shared/model/results.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { bytesOf, insertMatrix, numbersOf, readMatrix } from './matrices.ts';
import { insertResult, requireResult } from './results.ts';
import type { NewResult, StoredResult } from './results.ts';

export interface StoredModel extends StoredResult {
  settings: FitSettings;
  model: FittedModel;
}

const fitStatus = z.enum(['converged', 'iterationLimit', 'cancelled']);

/** Within a transaction of the caller. @throws TracewiseError `conflict` when the name is taken */
export function insertModel(database: Database.Database, result: NewResult, model: FittedModel): void {
  const { settings, drugs } = model;
  const id = insertResult(database, result, {
    analysis: { kind: 'fit', settings },
    seed: settings.seed,
    warnings: model.warnings,
  });
  const featureCount = model.featureDeviations.length;
  database
    .prepare(
      `INSERT INTO model (result_id, drugs, weight_matrix_id, intercepts, feature_deviations, singular_values,
         lambda, lambda_max, objective, loss, trace_norm, rank, certificate, status, iterations)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      JSON.stringify(drugs),
      insertMatrix(database, featureCount, drugs.length, model.weights),
      bytesOf(model.intercepts),
      bytesOf(model.featureDeviations),
      bytesOf(model.singularValues),
      model.lambda,
      model.lambdaMax,
      model.objective,
      model.loss,
      model.traceNorm,
      model.rank,
      model.certificate,
      model.status,
      model.iterations,
    );
  insertDrugFits(database, id, model.drugFits);
  if (settings.model === 'stack') insertShares(database, id, model.drugFits);
}

function insertShares(database: Database.Database, id: number, fits: readonly DrugFit[]): void {
  const shares = Float64Array.from(fits, ({ stackWeight = NaN }) => stackWeight);
  database.prepare('INSERT INTO fitted_stack (result_id, weights) VALUES (?, ?)').run(id, bytesOf(shares));
}

function insertDrugFits(database: Database.Database, id: number, fits: readonly DrugFit[]): void {
  const insert = database.prepare(
    `INSERT INTO drug_fit (result_id, position, drug, lambda, l1_ratio, sample_count, nonzero_count,
       certificate, status)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  fits.forEach((fit, position) =>
    insert.run(
      id,
      position,
      fit.drug,
      fit.lambda,
      fit.l1Ratio,
      fit.sampleCount,
      fit.nonzeroCount,
      fit.certificate,
      fit.status,
    ),
  );
}

interface ModelRow {
  drugs: string;
  weight_matrix_id: number;
  intercepts: Buffer;
  feature_deviations: Buffer;
  singular_values: Buffer;
  lambda: number | null;
  lambda_max: number | null;
  objective: number | null;
  loss: number | null;
  trace_norm: number | null;
  rank: number | null;
  certificate: number | null;
  status: string;
  iterations: number;
}

/** @throws TracewiseError `not-found` */
export function loadModel(connection: Connection, name: string): StoredModel {
  return connection.read((database) => {
    const { id, stored, warnings } = requireResult(database, name, 'fit');
    const row = database.prepare<[number], ModelRow>('SELECT * FROM model WHERE result_id = ?').get(id);
    if (row === undefined || stored.analysis.kind !== 'fit') {
      throw new RangeError(`invalid project: "${name}" has no model`);
    }
    const { settings } = stored.analysis;
    const model: FittedModel = {
      settings,
      drugs: parseStrings(row.drugs),
      weights: readMatrix(database, row.weight_matrix_id).values,
      intercepts: numbersOf(row.intercepts),
      featureDeviations: numbersOf(row.feature_deviations),
      lambda: row.lambda ?? NaN,
      lambdaMax: row.lambda_max ?? NaN,
      objective: row.objective ?? NaN,
      loss: row.loss ?? NaN,
      traceNorm: row.trace_norm ?? NaN,
      rank: row.rank ?? NaN,
      certificate: row.certificate ?? NaN,
      status: fitStatus.parse(row.status),
      iterations: row.iterations,
      singularValues: numbersOf(row.singular_values),
      drugFits: settings.model === 'stack' ? readStackedFits(database, id) : readDrugFits(database, id),
      warnings: parseStrings(warnings),
    };
    return { ...stored, settings, model };
  });
}

interface DrugFitRow {
  drug: string;
  lambda: number | null;
  l1_ratio: number | null;
  sample_count: number;
  nonzero_count: number;
  certificate: number | null;
  status: string;
}

function readDrugFits(database: Database.Database, id: number): DrugFit[] {
  return database
    .prepare<[number], DrugFitRow>('SELECT * FROM drug_fit WHERE result_id = ? ORDER BY position')
    .all(id)
    .map((row) => ({
      drug: row.drug,
      lambda: row.lambda ?? NaN,
      l1Ratio: row.l1_ratio ?? NaN,
      sampleCount: row.sample_count,
      nonzeroCount: row.nonzero_count,
      certificate: row.certificate ?? NaN,
      status: fitStatus.parse(row.status),
    }));
}

function readStackedFits(database: Database.Database, id: number): DrugFit[] {
  const bytes = database
    .prepare<[number], Buffer>('SELECT weights FROM fitted_stack WHERE result_id = ?')
    .pluck()
    .get(id);
  if (bytes === undefined) throw new RangeError('invalid project: a stack has no weights');
  const shares = numbersOf(bytes);
  return readDrugFits(database, id).map((fit, place) => ({ ...fit, stackWeight: shares[place] }));
}
