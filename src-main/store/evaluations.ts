import type Database from 'better-sqlite3';
import type { Evaluation, LambdaCurve } from '#shared/model/results.ts';
import { evaluatedModel } from '#shared/model/settings.ts';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { bytesOf, insertMatrix, numbersOf, readMatrix } from './matrices.ts';
import { insertResult, requireResult } from './results.ts';
import type { NewResult, StoredResult } from './results.ts';

export interface StoredEvaluation extends StoredResult {
  settings: EvaluationSettings;
  evaluation: Evaluation;
}

/** Within a transaction of the caller. @throws TracewiseError `conflict` when the name is taken */
export function insertEvaluation(
  database: Database.Database,
  result: NewResult,
  evaluation: Evaluation,
): void {
  const { settings, samples, drugs } = evaluation;
  const id = insertResult(database, result, {
    analysis: { kind: 'evaluate', settings },
    seed: settings.seed,
    warnings: evaluation.warnings,
  });
  const insertTable = (values: Float64Array) => insertMatrix(database, samples.length, drugs.length, values);
  database
    .prepare(
      `INSERT INTO evaluation (result_id, drugs, samples, folds, observed_matrix_id, drug_mean_matrix_id)
       VALUES (?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      JSON.stringify(drugs),
      JSON.stringify(samples),
      bytesOf(evaluation.folds),
      insertTable(evaluation.observed),
      insertTable(evaluation.drugMeanPredictions),
    );
  const insertPrediction = database.prepare(
    'INSERT INTO prediction (result_id, position, model, matrix_id) VALUES (?, ?, ?, ?)',
  );
  evaluation.predictions.forEach(({ model, values }, position) =>
    insertPrediction.run(id, position, model, insertTable(values)),
  );
  insertCurves(database, id, evaluation.curves);
  if (evaluation.stackWeights !== undefined) insertStack(database, id, evaluation.stackWeights);
}

function insertStack(database: Database.Database, id: number, weights: readonly Float64Array[]): void {
  const sideBySide = Float64Array.from(weights.flatMap((ofFold) => [...ofFold]));
  database.prepare('INSERT INTO stack (result_id, weights) VALUES (?, ?)').run(id, bytesOf(sideBySide));
}

function insertCurves(database: Database.Database, id: number, curves: readonly LambdaCurve[]): void {
  const insert = database.prepare(
    `INSERT INTO lambda_curve (result_id, position, name, model, chosen_index, l1_ratio, lambdas, errors)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  curves.forEach(({ name, model, chosenIndex, l1Ratio, lambdas, errors }, position) =>
    insert.run(
      id,
      position,
      name,
      model,
      chosenIndex,
      l1Ratio ?? null,
      bytesOf(Float64Array.from(lambdas)),
      bytesOf(Float64Array.from(errors)),
    ),
  );
}

interface EvaluationRow {
  drugs: string;
  samples: string;
  folds: Buffer;
  observed_matrix_id: number;
  drug_mean_matrix_id: number;
}

/** @throws TracewiseError `not-found` */
export function loadEvaluation(connection: Connection, name: string): StoredEvaluation {
  return connection.read((database) => {
    const { id, stored, warnings } = requireResult(database, name, 'evaluate');
    const row = database
      .prepare<[number], EvaluationRow>('SELECT * FROM evaluation WHERE result_id = ?')
      .get(id);
    if (row === undefined || stored.analysis.kind !== 'evaluate') {
      throw new RangeError(`invalid project: "${name}" has no evaluation`);
    }
    const { settings } = stored.analysis;
    const drugs = parseStrings(row.drugs);
    const evaluation: Evaluation = {
      settings,
      drugs,
      samples: parseStrings(row.samples),
      folds: Uint8Array.from(row.folds),
      observed: readMatrix(database, row.observed_matrix_id).values,
      predictions: readPredictions(database, id),
      drugMeanPredictions: readMatrix(database, row.drug_mean_matrix_id).values,
      ...readStack(database, id, drugs.length),
      curves: readCurves(database, id),
      warnings: parseStrings(warnings),
    };
    return { ...stored, settings, evaluation };
  });
}

function readStack(
  database: Database.Database,
  id: number,
  drugCount: number,
): Pick<Evaluation, 'stackWeights'> {
  const bytes = database
    .prepare<[number], Buffer>('SELECT weights FROM stack WHERE result_id = ?')
    .pluck()
    .get(id);
  if (bytes === undefined) return {};
  const values = numbersOf(bytes);
  const stackWeights = Array.from({ length: values.length / drugCount }, (_, fold) =>
    values.slice(fold * drugCount, (fold + 1) * drugCount),
  );
  return { stackWeights };
}

function readPredictions(database: Database.Database, id: number): Evaluation['predictions'] {
  return database
    .prepare<[number], { model: string; matrix_id: number }>(
      'SELECT model, matrix_id FROM prediction WHERE result_id = ? ORDER BY position',
    )
    .all(id)
    .map(({ model, matrix_id }) => ({
      model: evaluatedModel.parse(model),
      values: readMatrix(database, matrix_id).values,
    }));
}

interface CurveRow {
  name: string;
  model: string;
  chosen_index: number;
  l1_ratio: number | null;
  lambdas: Buffer;
  errors: Buffer;
}

function readCurves(database: Database.Database, id: number): LambdaCurve[] {
  return database
    .prepare<[number], CurveRow>('SELECT * FROM lambda_curve WHERE result_id = ? ORDER BY position')
    .all(id)
    .map((row) => ({
      name: row.name,
      model: evaluatedModel.parse(row.model),
      lambdas: Array.from(numbersOf(row.lambdas)),
      errors: Array.from(numbersOf(row.errors)),
      chosenIndex: row.chosen_index,
      ...(row.l1_ratio === null ? {} : { l1Ratio: row.l1_ratio }),
    }));
}
