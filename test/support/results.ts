import type { Clustering } from '../../src-shared/model/clustering.ts';
import type { Enrichment } from '../../src-shared/model/enrichment.ts';
import type { Evaluation, FittedModel, ScreenedDrug, Screening } from '../../src-shared/model/results.ts';
import type { FitSettings } from '../../src-shared/model/settings.ts';
import type { TaskGroups } from '../../src-shared/model/taskGroups.ts';
import { smallEvaluation, smallScreen } from './datasets.ts';

const samples = ['s1', 's2'];
const drugs = ['A', 'B', 'C'];

/** A stored evaluation with all that is hard to store: gaps, zeros below zero, the largest seed. */
export function evaluation(): Evaluation {
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

export function fitSettings(): FitSettings {
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

/** A stored model with numbers that have no meaning. */
export function model(): FittedModel {
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

/** A stored model with the weights that a test is about. @param of.deviations 1 unless given */
export function fittedModel(of: {
  weights: Float64Array;
  drugs: string[];
  scale: FitSettings['scale'];
  deviations?: Float64Array;
}): FittedModel {
  const featureCount = of.weights.length / of.drugs.length;
  return {
    ...model(),
    settings: { ...fitSettings(), scale: of.scale },
    drugs: of.drugs,
    weights: of.weights,
    featureDeviations: of.deviations ?? new Float64Array(featureCount).fill(1),
  };
}

function screenedDrug(changes: Partial<ScreenedDrug>): ScreenedDrug {
  return {
    metric: 'activity',
    drug: 'A',
    sampleCount: 20,
    interquartileRange: 0.5,
    trueMedian: 0.1,
    permutedMedian: 0.4,
    pValue: 1e-300,
    permutationP: 0.001,
    qValue: 0.002,
    isNoisy: false,
    repeatsRun: 3,
    permutationsRun: 2,
    isEarly: false,
    l1Ratio: 0.5,
    ...changes,
  };
}

/** A screen of three metrics, the last of which has no drug that could be screened. */
export function screening(): Screening {
  return {
    settings: smallScreen({ metrics: ['activity', 'AUC', 'IC50'], seed: 7 }),
    drugs: [
      screenedDrug({}),
      screenedDrug({ drug: 'B', isNoisy: true, isEarly: true, pValue: NaN, qValue: 0.5, permutationP: 0.5 }),
      screenedDrug({ metric: 'AUC', permutationP: null, qValue: null, interquartileRange: 1 / 3 }),
    ],
    errors: [1, 2, 3].map((scale) => ({
      trueErrors: Float64Array.of(0.1 * scale, NaN, 1e-310),
      permutedErrors: Float64Array.of(scale, scale / 7),
    })),
    warnings: ['B under AUC is left out: 3 observed samples'],
  };
}

/** A stored comparison of group sizes, with errors that are hard to store. */
export function taskGroups(): TaskGroups {
  const { models: _, ...design } = smallEvaluation({ seed: Number.MAX_SAFE_INTEGER });
  return {
    settings: { ...design, groupSizes: [2] },
    drugs: [
      { drug: 'A', entryCount: 20, mseElasticNet: 1 / 3 },
      { drug: 'B', entryCount: 19, mseElasticNet: 1e-310 },
      { drug: 'C', entryCount: 18, mseElasticNet: 2 },
      { drug: 'D', entryCount: 17, mseElasticNet: 4 },
    ],
    splits: [
      { size: 4, groups: [1, 1, 1, 1], mse: [0.1, 5e-311, 1.5, 4] },
      { size: 2, groups: [2, 1, 2, 1], mse: [2 / 3, 0.2, 3, 3] },
    ],
    warnings: ['groups of 128 are left out: 4 drugs are one group'],
  };
}

/** A stored clustering whose index is not defined everywhere. */
export function clustering(): Clustering {
  return {
    settings: {
      model: 'model',
      of: 'drugs',
      topVariance: null,
      scale: 'fitted',
      linkage: 'wardD',
      distance: 'euclidean',
      leafOrder: 'merge',
    },
    tree: { items: drugs, merges: [-1, -3, -2, 1], heights: [0.1, 1 / 3], order: [1, 0, 2] },
    k: 2,
    clusters: [1, 2, 1],
    agreements: [{ label: 'mechanism', classCount: 2, labelledCount: 3, byClusterCount: [0, -0.5, null] }],
    warnings: ['B has no weight but 0'],
  };
}

/** A stored enrichment with what is hard to store: an empty query, a set of a strange name. */
export function enrichment(): Enrichment {
  return {
    settings: {
      model: 'model',
      sets: { name: 'own', date: '2026-01-02', sha256: 'ab' },
      queries: { kind: 'drugs', drugs: ['A', 'B'] },
      top: 2,
      direction: 'negative',
    },
    universeSize: 5,
    sets: [
      { name: 'S1', description: 'first, \t"quoted"', size: 3 },
      { name: 'Σ2', description: '', size: 1 },
    ],
    queries: [
      { name: 'A', takenCount: 2, genes: [1, 0], targets: [0] },
      { name: 'B', takenCount: 0, genes: [], targets: [] },
    ],
    genes: ['EGFR', 'HLA-A'],
    memberships: { starts: Int32Array.of(0, 2, 3), sets: Int32Array.of(0, 1, 0) },
    matching: { writtenCount: 9, exactCount: 4, aliasCount: 1, unmatchedCount: 4 },
    warnings: ['1 sets have no modelled gene and are not tested'],
  };
}
