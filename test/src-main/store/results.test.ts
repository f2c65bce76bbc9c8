import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Analysis } from '#shared/model/job.ts';
import type { AnalysisResult, Evaluation, FittedModel } from '#shared/model/results.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { Connection } from '#main/store/connection.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { smallDataset, smallEvaluation } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

const samples = ['s1', 's2'];
const drugs = ['A', 'B', 'C'];

function evaluation(): Evaluation {
  return {
    settings: smallEvaluation({ models: ['trace-norm', 'drug-mean'], seed: Number.MAX_SAFE_INTEGER }),
    drugs,
    samples,
    folds: Uint8Array.of(1, 0, 2, 1, 1, 2),
    observed: Float64Array.of(1, NaN, 3, 4, 5, -0),
    predictions: [
      { model: 'trace-norm', values: Float64Array.of(0.1, NaN, 0.3, 1e-310, 5, 6) },
      { model: 'drug-mean', values: Float64Array.of(2, NaN, 2, 2, 2, 2) },
    ],
    drugMeanPredictions: Float64Array.of(2, NaN, 2, 2, 2, 2),
    curves: [
      {
        name: 'trace-norm/outer-1',
        model: 'trace-norm',
        lambdas: [3, 2, 1],
        errors: [0.5, NaN, 0.1],
        chosenIndex: 2,
      },
    ],
    warnings: ['drug D is left out: 3 samples'],
  };
}

function fitSettings(): FitSettings {
  return {
    model: 'elastic-net',
    metric: 'activity',
    lambda: { kind: 'cross-validation', scheme: 'transductive', folds: 5 },
    scale: 'unit',
    responses: 'unit',
    solver: 'admm',
    tolerance: 1e-7,
    seed: 3,
  };
}

function model(): FittedModel {
  return {
    settings: fitSettings(),
    drugs,
    weights: Float64Array.from({ length: 12 }, (_, index) => index / 3),
    intercepts: Float64Array.of(1, 2, 3),
    featureDeviations: Float64Array.of(1, 0, 2, 3),
    lambda: NaN,
    lambdaMax: NaN,
    objective: 1.5,
    loss: 1,
    traceNorm: NaN,
    rank: 3,
    certificate: 1e-8,
    status: 'iterationLimit',
    iterations: 12,
    singularValues: new Float64Array(0),
    drugFits: [
      {
        drug: 'A',
        lambda: 0.1,
        l1Ratio: 0.5,
        sampleCount: 9,
        nonzeroCount: 2,
        certificate: 1e-8,
        status: 'converged',
      },
    ],
    warnings: [],
  };
}

const evaluate: Analysis = { kind: 'evaluate', settings: evaluation().settings };
const fit: Analysis = { kind: 'fit', settings: fitSettings() };

function newProject(): ProjectStore {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  project.saveDataset(smallDataset(), { replace: false });
  return project;
}

function store(
  project: ProjectStore,
  name: string,
  analysis: Analysis,
  result: AnalysisResult,
  replaces = false,
) {
  const token = project.claimRunner();
  const { id } = project.createJob({
    name,
    datasetId: project.datasetSummary('panel').id,
    analysis,
    version: '1.2.3',
    replaces,
    units: [{ name: 'all', cost: 1 }],
  });
  project.commitUnit(token, id, 'all', Uint8Array.of(1, 2, 3));
  try {
    return project.finishJob(token, id, { headline: `${name}: done`, result });
  } finally {
    project.releaseRunner(token);
  }
}

describe('a stored result', () => {
  test('of an evaluation comes back as it was, in a file that was closed meanwhile', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    project.close();
    const reopened = openProject(project.path);
    const stored = reopened.loadEvaluation('run');
    expect(stored.evaluation).toEqual(evaluation());
    expect(Object.is(stored.evaluation.observed[5], -0)).toBe(true);
    const dataset = reopened.datasetSummary('panel');
    expect(stored).toMatchObject({
      name: 'run',
      datasetName: 'panel',
      datasetHash: dataset.hash,
      datasetId: dataset.id,
      seed: Number.MAX_SAFE_INTEGER,
      version: '1.2.3',
      headline: 'run: done',
    });
    reopened.close();
  });

  test('of a fit comes back as it was, numbers without meaning included', () => {
    const project = newProject();
    store(project, 'model', fit, { kind: 'fit', model: model() });
    expect(project.loadModel('model').model).toEqual(model());
    expect(project.listResults().map(({ name, analysis }) => [name, analysis])).toEqual([['model', fit]]);
  });

  test('lets the results of its units go', () => {
    const project = newProject();
    const job = store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    expect(job).toMatchObject({ state: 'done', unitsDone: 1 });
    expect(() => project.unitResults(job.id)).toThrow('not done');
  });

  test('is of one kind: a run is no model, and its name is taken for both', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    expect(thrownBy(() => project.loadModel('run'))).toMatchObject({ kind: 'not-found' });
    const error = thrownBy(() => store(project, 'run', fit, { kind: 'fit', model: model() }));
    expect(error.kind).toBe('conflict');
  });

  test('is replaced by that of a job that says so, only once that is there', () => {
    const project = newProject();
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    project.createJob({
      name: 'run',
      datasetId: project.datasetSummary('panel').id,
      analysis: fit,
      version: '1',
      replaces: true,
      units: [],
    });
    expect(project.loadEvaluation('run').evaluation).toEqual(evaluation());
    store(project, 'run', fit, { kind: 'fit', model: model() }, true);
    expect(project.loadModel('run').model.status).toBe('iterationLimit');
    expect(thrownBy(() => project.loadEvaluation('run')).kind).toBe('not-found');
    expect(project.listResults()).toHaveLength(1);
  });

  test('is deleted with its job and every matrix', () => {
    const project = newProject();
    const before = matrixCount(project.path);
    store(project, 'run', evaluate, { kind: 'evaluate', evaluation: evaluation() });
    store(project, 'model', fit, { kind: 'fit', model: model() });
    expect(matrixCount(project.path)).toBeGreaterThan(before);
    project.deleteResult('run');
    project.deleteResult('model');
    expect(matrixCount(project.path)).toBe(before);
    expect(project.listJobs()).toEqual([]);
    expect(thrownBy(() => project.deleteResult('run')).kind).toBe('not-found');
    expect(project.check()).toEqual([]);
  });
});

function matrixCount(path: string): number {
  const connection = new Connection(path, { readOnly: true });
  try {
    return connection.read(
      (database) => database.prepare<[], number>('SELECT count(*) FROM matrix').pluck().get() ?? NaN,
    );
  } finally {
    connection.close();
  }
}
