import { expect, test } from 'vitest';
import {
  comparisonTable,
  evaluationTable,
  foldsTable,
  friedmanTable,
  predictionsTable,
  stackWeightsTable,
} from '#main/exporters/evaluationTables.ts';
import {
  drugFitsTable,
  fitTable,
  interceptsTable,
  singularValuesTable,
  weightsTable,
} from '#main/exporters/modelTables.ts';
import type { NamedModel } from '#main/exporters/modelTables.ts';
import type { Evaluation, FittedModel } from '#shared/model/results.ts';
import { compareModels, evaluationScores, rankModels } from '#shared/numerics/analyses/evaluationScores.ts';

const model: FittedModel = {
  settings: {
    model: 'elastic-net',
    metric: 'AUC',
    lambda: { kind: 'value', lambda: 0.5 },
    l1Ratio: 0.25,
    scale: 'unit',
    responses: 'unit',
    solver: 'admm',
    tolerance: 0.5,
    seed: 3,
  },
  drugs: ['D1', 'D2'],
  weights: Float64Array.of(1, 2, 3, 4, 5, 6),
  intercepts: Float64Array.of(0.5, -1),
  featureDeviations: Float64Array.of(1, 1, 1),
  lambda: NaN,
  lambdaMax: 8,
  objective: 1.5,
  loss: 1,
  traceNorm: 2,
  rank: 2,
  certificate: 0.125,
  status: 'converged',
  iterations: 17,
  singularValues: Float64Array.of(3, 1.5),
  drugFits: [
    {
      drug: 'D1',
      lambda: 0.5,
      l1Ratio: 0.25,
      sampleCount: 9,
      nonzeroCount: 2,
      certificate: 0.125,
      status: 'converged',
    },
    {
      drug: 'D2',
      lambda: 0.5,
      l1Ratio: 0.25,
      sampleCount: 8,
      nonzeroCount: 3,
      certificate: 0,
      status: 'iterationLimit',
    },
  ],
  warnings: [],
};
const named: NamedModel = {
  name: 'my model',
  datasetName: 'panel',
  datasetHash: 'abc',
  seed: 3,
  version: '0.1.0',
  featureNames: ['expression:A', 'expression:B', 'mutation:A'],
  model,
};

const evaluation: Evaluation = {
  settings: {
    models: ['trace-norm', 'drug-mean'],
    metric: 'AUC',
    scheme: 'transductive',
    protocol: 'strict',
    outerFolds: 2,
    innerFolds: 2,
    seed: 1,
  },
  drugs: ['D1', 'D2'],
  samples: ['S1', 'S2', 'S3'],
  folds: Uint8Array.of(1, 2, 0, 2, 1, 1),
  observed: Float64Array.of(1, 2, NaN, 3, 4, 5),
  predictions: [
    { model: 'trace-norm', values: Float64Array.of(1.5, 2, NaN, 3, 4, 4) },
    { model: 'drug-mean', values: Float64Array.of(2, 1, NaN, 4, 3, 3) },
  ],
  drugMeanPredictions: Float64Array.of(2, 1, NaN, 4, 3, 3),
  curves: [],
  warnings: [],
};

function lines(table: Iterable<string>): string[] {
  return [...table].join('').trimEnd().split('\n');
}

test('weights stand a row per feature, a column per drug', () => {
  expect(lines(weightsTable(named, [0, 1]))).toEqual([
    'feature\tD1\tD2',
    'expression:A\t1\t4',
    'expression:B\t2\t5',
    'mutation:A\t3\t6',
  ]);
  expect(lines(weightsTable(named, [1]))[1]).toBe('expression:A\t4');
});

test('intercepts, facts of drugs and singular values stand under their names', () => {
  expect(lines(interceptsTable(named, [0, 1]))).toEqual(['drug\tintercept', 'D1\t0.5', 'D2\t-1']);
  expect(lines(drugFitsTable(named, [1]))).toEqual([
    'drug\tlambda\tl1_ratio\tn\tnonzero\tcertificate\tstatus',
    'D2\t0.5\t0.25\t8\t3\t0\titerationLimit',
  ]);
  expect(lines(singularValuesTable(named))).toEqual(['index\tsingular_value', '1\t3', '2\t1.5']);
});

test('the facts of a fit have a key and a value each', () => {
  const facts = new Map(
    lines(fitTable(named))
      .map((line) => line.split('\t'))
      .map(([key, value]) => [key, value]),
  );
  expect(Object.fromEntries(facts)).toMatchObject({
    key: 'value',
    model: 'elastic-net',
    lambda: 'NA',
    lambda_max: '8',
    objective: '1.5',
    loss: '1',
    trace_norm: '2',
    rank: '2',
    certificate: '0.125',
    status: 'converged',
    iterations: '17',
    seed: '3',
    dataset_hash: 'abc',
    version: '0.1.0',
    l1_ratio: '0.25',
    solver: 'NA',
  });
});

test('an evaluation has a row over all folds and a row per fold', () => {
  expect(lines(evaluationTable(evaluationScores(evaluation), [0])).slice(0, 4)).toEqual([
    'model\tdrug\tn\tmse\tnmse\tpearson\touter_fold',
    'trace-norm\tD1\t2\t0.125\t0.125\tNA\tall',
    'trace-norm\tD1\t1\t0.25\t0.25\tNA\t1',
    'trace-norm\tD1\t1\t0\t0\tNA\t2',
  ]);
});

test('a comparison has a row per ordered pair', () => {
  const rows = lines(comparisonTable(compareModels(evaluationScores(evaluation))));
  expect(rows).toHaveLength(3);
  expect(rows[1].split('\t').slice(0, 5)).toEqual(['trace-norm', 'drug-mean', '2', '0', '0']);
  expect(rows[2].split('\t').slice(0, 5)).toEqual(['drug-mean', 'trace-norm', '0', '2', '0']);
});

test('a ranking of models has a row per model', () => {
  const rows = lines(friedmanTable(rankModels(evaluationScores(evaluation)))).map((line) => line.split('\t'));
  expect(rows.map(([model, meanRank]) => [model, meanRank])).toEqual([
    ['model', 'mean_rank'],
    ['trace-norm', '1'],
    ['drug-mean', '2'],
  ]);
  expect(Number(rows[1][2])).toBeCloseTo(1.96 * Math.sqrt(1 / 2), 2);
  expect(Number(rows[1][3])).toBeCloseTo(0.1573, 4);
  const one = evaluationScores({ ...evaluation, predictions: evaluation.predictions.slice(0, 1) });
  expect(() => rankModels(one)).toThrow(/at least two/);
});

test('the weights of a stack have a row per drug and fold, and are refused where there is no stack', () => {
  const stackWeights = [Float64Array.of(0.25, 1), Float64Array.of(0.5, 0)];
  expect(lines(stackWeightsTable({ ...evaluation, stackWeights }, [1], 'run'))).toEqual([
    'drug\tweight_trace_norm\touter_fold',
    'D2\t1\t1',
    'D2\t0\t2',
  ]);
  expect(() => lines(stackWeightsTable(evaluation, [0], 'run'))).toThrow('"run" has no stack');
});

test('predictions and folds hold what was observed, and nothing else', () => {
  expect(lines(predictionsTable(evaluation, [0]))).toEqual([
    'sample\tdrug\tobserved\tpredicted\tmodel\touter_fold',
    'S1\tD1\t1\t1.5\ttrace-norm\t1',
    'S2\tD1\t2\t2\ttrace-norm\t2',
    'S1\tD1\t1\t2\tdrug-mean\t1',
    'S2\tD1\t2\t1\tdrug-mean\t2',
  ]);
  expect(lines(foldsTable(evaluation, [0, 1]))).toEqual([
    'sample\tD1\tD2',
    'S1\t1\t2',
    'S2\t2\t1',
    'S3\tNA\t1',
  ]);
});
