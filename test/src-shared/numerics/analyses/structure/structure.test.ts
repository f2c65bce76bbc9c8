import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { TreeOptions } from '#shared/model/clustering.ts';
import type { UnitContext } from '#shared/model/job.ts';
import { agreementsOf } from '#shared/numerics/analyses/structure/agreement.ts';
import { clusterModel } from '#shared/numerics/analyses/structure/clusterModel.ts';
import type { ClusterQuestion } from '#shared/numerics/analyses/structure/clusterModel.ts';
import { allPlaces, mostVariable, weightsOn } from '#shared/numerics/analyses/structure/fittedWeights.ts';
import type { FittedWeights } from '#shared/numerics/analyses/structure/fittedWeights.ts';
import { latentFactors } from '#shared/numerics/analyses/structure/latentFactors.ts';
import { heatmapOf } from '#shared/numerics/analyses/structure/modelFigures.ts';
import { answerStructure } from '#shared/numerics/analyses/structure/questions.ts';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { thrownBy } from '../../../../support/errors.ts';
import { clusterSettings } from '../../../../support/models.ts';

const going: UnitContext = { report: () => undefined, isCancelled: () => false };
const stopped: UnitContext = { report: () => undefined, isCancelled: () => true };

/** Four features, three drugs; the first and the third drug are alike once brought to the scale of the fit. */
const fitted: FittedWeights = {
  weights: matrix(4, 3, Float64Array.of(1, 2, 0, 4, -3, 1, 1, 0, 10, 20, 0, 41)),
  featureDivisors: Float64Array.of(1, 2, 0, 0.5),
  responseDivisors: Float64Array.of(1, 2, 10),
};
const drugs = [
  { name: 'A', mechanism: 'x' },
  { name: 'B', mechanism: 'y', target: 't' },
  { name: 'C', mechanism: 'x' },
];
const featureNames = ['f', 'g', 'h', 'i'];
const shown = { features: allPlaces(4), drugs: allPlaces(3) };
const tree: TreeOptions = { linkage: 'average', distance: 'euclidean', leafOrder: 'merge' };

function asked(changes: Partial<ClusterQuestion['settings']> = {}): ClusterQuestion {
  return { settings: clusterSettings(changes), fitted, drugs, featureNames };
}

describe('weights', () => {
  test('on the scale of the fit say what one deviation of a feature does to a drug in deviations', () => {
    const { values } = weightsOn('fitted', fitted, shown);
    expect([...values]).toEqual([1, 4, 0, 2, -1.5, 1, 0, 0, 1, 4, 0, 2.05]);
    expect([...weightsOn('original', fitted, shown).values]).toEqual([...fitted.weights.values]);
  });

  test('of a part are those of its features and drugs, in that order', () => {
    const part = { features: Int32Array.of(1, 3), drugs: Int32Array.of(2, 0) };
    expect([...weightsOn('original', fitted, part).values]).toEqual([20, 41, 2, 4]);
  });

  test('of the features of largest variance keep their order, the earlier of equal ones first', () => {
    expect([...mostVariable(Float64Array.of(1, 5, 3, 3, 9), 3)]).toEqual([1, 2, 4]);
    expect([...mostVariable(Float64Array.of(1, 5), 7)]).toEqual([0, 1]);
  });
});

describe('a clustering of a model', () => {
  test('joins the drugs that are alike on the scale asked for', () => {
    const onFitted = clusterModel(asked({ k: 2 }), going);
    expect(onFitted.clusters).toEqual([1, 2, 1]);
    expect(onFitted.tree.heights[0]).toBeCloseTo(0.05, 12);
    expect(onFitted.tree.items).toEqual(['A', 'B', 'C']);
    expect(clusterModel(asked({ k: 2, scale: 'original' }), going).clusters).toEqual([1, 1, 2]);
  });

  test('is cut into as many clusters as mechanisms are known, else into 8 or fewer', () => {
    expect(clusterModel(asked(), going).k).toBe(2);
    expect(clusterModel(asked({ of: 'features' }), going)).toMatchObject({ k: 4, agreements: [] });
    const unknown = { ...asked(), drugs: drugs.map(({ name }) => ({ name })) };
    expect(clusterModel(unknown, going)).toMatchObject({ k: 3, agreements: [] });
  });

  test('takes the drugs named, in the order of the model, and the features of largest variance', () => {
    const part = clusterModel(asked({ drugs: ['C', 'A'] }), going);
    expect(part.tree.items).toEqual(['A', 'C']);
    const variances = Float64Array.of(4, 1, 2, 3);
    const settings = clusterSettings({ of: 'features', topVariance: 2, k: 1 });
    const genes = clusterModel({ ...asked(), settings, featureVariances: variances }, going);
    expect(genes.tree.items).toEqual(['f', 'i']);
    const byTwo = { ...asked({ topVariance: 2 }), featureVariances: variances };
    expect(clusterModel(byTwo, going).tree.heights[0]).toBeCloseTo(0.05, 12);
  });

  test('names what has no weight but 0', () => {
    expect(clusterModel(asked({ of: 'features' }), going).warnings).toEqual(['h has no weight but 0']);
    expect(clusterModel(asked(), going).warnings).toEqual([]);
    const idle = { ...fitted, weights: matrix(4, 3, Float64Array.of(1, 2, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0)) };
    expect(clusterModel({ ...asked(), fitted: idle }, going).warnings).toEqual(['B, C have no weight but 0']);
  });

  test('is refused for an optimal order of more items than that can be found for', () => {
    const count = 1001;
    const many: FittedWeights = {
      weights: matrix(count, 1),
      featureDivisors: new Float64Array(count).fill(1),
      responseDivisors: Float64Array.of(1),
    };
    const settings = clusterSettings({ of: 'features', leafOrder: 'optimal' });
    const names = Array.from({ length: count }, (_, index) => `f${index}`);
    const question = { settings, fitted: many, drugs: drugs.slice(0, 1), featureNames: names };
    expect(thrownBy(() => clusterModel(question, going))).toMatchObject({
      kind: 'invalid-setting',
      detail: { found: '1001', expected: 'at most 1000' },
    });
  });

  test('ends when it is cancelled, and reports shares that grow', () => {
    expect(thrownBy(() => clusterModel(asked(), stopped)).kind).toBe('cancelled');
    const fractions: number[] = [];
    clusterModel(asked({ leafOrder: 'optimal' }), {
      ...going,
      report: ({ fraction }) => fractions.push(fraction),
    });
    expect(fractions.length).toBeGreaterThan(2);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  });
});

test('agreement is that of the labelled drugs alone, at every number of clusters', () => {
  const merges = [-1, -3, -2, 1];
  expect(agreementsOf(merges, drugs)).toEqual([
    { label: 'mechanism', classCount: 2, labelledCount: 3, byClusterCount: [0, 1, 0] },
    { label: 'target', classCount: 1, labelledCount: 1, byClusterCount: [null, null, null] },
  ]);
});

describe('latent factors', () => {
  const weights = fc
    .record({ rows: fc.integer({ min: 1, max: 12 }), columns: fc.integer({ min: 1, max: 6 }) })
    .chain(({ rows, columns }) =>
      fc
        .array(fc.integer({ min: -9, max: 9 }), { minLength: rows * columns, maxLength: rows * columns })
        .map((values) => matrix(rows, columns, Float64Array.from(values))),
    );

  test('give the weights back, are orthonormal, descend, and have their largest drug above 0', () => {
    fc.assert(
      fc.property(weights, (source) => {
        const { singularValues, features, drugs: right } = latentFactors(source, going);
        expect(singularValues).toHaveLength(source.columns);
        expect([...singularValues]).toEqual([...singularValues].sort((a, b) => b - a));
        for (let entry = 0; entry < source.values.length; entry++) {
          const [row, drug] = [entry % source.rows, Math.floor(entry / source.rows)];
          let sum = 0;
          for (let factor = 0; factor < right.columns; factor++) {
            sum += column(features, factor)[row] * singularValues[factor] * column(right, factor)[drug];
          }
          expect(sum).toBeCloseTo(source.values[entry], 5);
        }
        for (let factor = 0; factor < right.columns; factor++) {
          const loadings = column(right, factor);
          expect(Math.hypot(...loadings)).toBeCloseTo(1, 9);
          expect(Math.hypot(...column(features, factor))).toBeCloseTo(1, 9);
          const size = Math.max(...loadings.map(Math.abs));
          expect(loadings.find((value) => Math.abs(value) === size)).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('of weights of low rank are as many as the rank', () => {
    const rankOne = matrix(3, 3, Float64Array.of(1, 2, 3, 2, 4, 6, -1, -2, -3));
    const { singularValues, drugs: right } = latentFactors(rankOne, going);
    expect(right.columns).toBe(1);
    expect([...singularValues.slice(1)]).toEqual([0, 0]);
    expect(singularValues[0]).toBeCloseTo(Math.sqrt(14 * 6), 10);
  });
});

test('a heatmap holds the weights of the features of largest variance with both trees', () => {
  const question = {
    fitted,
    scale: 'fitted' as const,
    drugs,
    drugPlaces: allPlaces(3),
    drugTree: tree,
    featureTree: { ...tree, linkage: 'complete' as const },
    topVariance: 3,
    featureVariances: Float64Array.of(4, 1, 2, 3),
    featureNames,
  };
  const { featurePlaces, weights, drugTree, featureTree } = heatmapOf(question, going);
  expect([...featurePlaces]).toEqual([0, 2, 3]);
  expect([...weights]).toEqual([1, 0, 2, -1.5, 0, 0, 1, 0, Math.fround(2.05)]);
  expect(drugTree.items).toEqual(['A', 'B', 'C']);
  expect(featureTree.items).toEqual(['f', 'h', 'i']);
  expect(featureTree.merges).toHaveLength(4);
});

test('variances are over the values that are there', () => {
  const features = matrix(3, 2, Float64Array.of(1, 3, NaN, 5, 5, 5));
  const answer = answerStructure({ kind: 'variances', features }, going);
  expect(answer).toEqual({ kind: 'variances', variances: Float64Array.of(1, 0) });
  expect(thrownBy(() => answerStructure({ kind: 'variances', features }, stopped)).kind).toBe('cancelled');
});
