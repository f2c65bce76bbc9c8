import { expect, test } from 'vitest';
import { permutationTest, similarityAssociation } from '#shared/numerics/analyses/sanity/association.ts';
import { placementOf } from '#shared/numerics/analyses/sanity/placement.ts';
import { sampleSimilarity } from '#shared/numerics/analyses/sanity/similarity.ts';
import { missingOfDrugs, missingOfSamples, spreadOf } from '#shared/numerics/analyses/sanity/spread.ts';
import { tablesOf } from '#shared/numerics/analyses/sanity/tables.ts';
import type { SanityTable } from '#shared/numerics/analyses/sanity/tables.ts';
import { matrix } from '#shared/numerics/linalg/matrix.ts';
import type { Matrix } from '#shared/numerics/linalg/matrix.ts';
import { randomOrder } from '#shared/numerics/resampling/permutations.ts';
import { pearson } from '#shared/numerics/statistics/moments.ts';
import { quantile } from '#shared/numerics/statistics/quantile.ts';
import { madeTables, sanityPanel } from '../../../../support/sanityPanel.ts';

const anyone = { report: () => undefined, isCancelled: () => false };

function tables(): SanityTable[] {
  const { expression, copyNumber, mutation, responses } = madeTables({ seed: 5, samples: 25 });
  expression.values[3] = NaN;
  const made = sanityPanel({ expression, copyNumber, mutation }, { activity: responses });
  return tablesOf(made.question, made.panel);
}

/** Samples x columns as lists, each column centred and, unless of 0 and 1, divided by its deviation; 0 for missing. */
function plainStandardised({ source, columns, isBinary }: SanityTable): number[][] {
  const { rows, values } = source;
  const standardised = Array.from(columns, (j) => {
    const own = Array.from(values.subarray(j * rows, (j + 1) * rows));
    const present = own.filter((value) => !Number.isNaN(value));
    const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
    const deviation = Math.sqrt(
      present.reduce((sum, value) => sum + (value - mean) ** 2, 0) / present.length,
    );
    const divisor = isBinary || deviation === 0 ? 1 : deviation;
    return own.map((value) => (Number.isNaN(value) ? 0 : (value - mean) / divisor));
  });
  return Array.from({ length: rows }, (_, i) => standardised.map((values) => values[i]));
}

function cosine(x: readonly number[], y: readonly number[]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + value * b[k], 0);
  return dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y));
}

function offDiagonal({ rows, values }: Matrix, order: Int32Array): number[] {
  return Array.from({ length: rows * rows }, (_, entry) => [entry % rows, Math.floor(entry / rows)])
    .filter(([i, j]) => i !== j)
    .map(([i, j]) => values[order[j] * rows + order[i]]);
}

test('blocks and metrics are found in the panel, and those of 0 and 1 told', () => {
  expect(tables().map(({ name, kind, columns, isBinary }) => [name, kind, columns.length, isBinary])).toEqual(
    [
      ['expression', 'block', 250, false],
      ['copyNumber', 'block', 250, false],
      ['mutation', 'block', 150, true],
      ['activity', 'metric', 16, false],
    ],
  );
});

test('similarities are cosines of the centred samples', () => {
  for (const table of tables()) {
    const plain = plainStandardised(table);
    const { whole } = sampleSimilarity(table, anyone);
    for (let i = 0; i < whole.rows; i++) {
      for (let j = 0; j < whole.rows; j++) {
        expect(whole.values[j * whole.rows + i]).toBeCloseTo(cosine(plain[i], plain[j]), 10);
      }
    }
  }
});

test('a sample without values is like no other', () => {
  const values = matrix(
    12,
    30,
    Float64Array.from({ length: 360 }, (_, entry) => Math.sin(entry * entry)),
  );
  for (let j = 0; j < 30; j++) values.values[j * 12 + 2] = NaN;
  const made = sanityPanel({ a: values }, { m: values });
  const { whole } = sampleSimilarity(tablesOf(made.question, made.panel)[0], anyone);
  expect(whole.values.slice(24, 36)).toEqual(new Float64Array(12));
});

test('the association is the correlation of off-diagonal similarities, in any order of the second', () => {
  const [first, second] = tables().map((table) => sampleSimilarity(table, anyone).whole);
  const own = Int32Array.from({ length: 25 }, (_, sample) => sample);
  const associationOf = similarityAssociation(first, second);
  for (const order of [own, randomOrder(25, 1, 'a'), randomOrder(25, 1, 'b')]) {
    const plain = pearson(offDiagonal(first, own), offDiagonal(second, order));
    expect(associationOf(order)).toBeCloseTo(plain, 10);
  }
});

test('the P of a permutation test counts the own order too', () => {
  const own = Int32Array.of(0);
  const orders = [1, 2, 3, 4].map((value) => Int32Array.of(value));
  const of = (best: number) => (order: Int32Array) => (order[0] === 0 ? best : order[0]);
  expect(permutationTest(of(5), own, orders).p).toBe(1 / 5);
  expect(permutationTest(of(3), own, orders).p).toBe(3 / 5);
  expect(permutationTest(of(3.5), own, orders)).toMatchObject({ statistic: 3.5, deviation: Math.sqrt(1.25) });
  expect(permutationTest(() => 2, own, orders)).toMatchObject({ p: 1, z: 0 });
});

test('samples of two blocks are compared over their genes, each standardised', () => {
  const [expression, copyNumber] = tables();
  const placement = placementOf(expression, copyNumber);
  if (placement === undefined) throw new TypeError('no placement');
  const [x, y] = [plainStandardised(expression), plainStandardised(copyNumber)];
  const correlations = x.map((values) => y.map((others) => pearson(values, others)));
  const own = correlations.map((row, sample) => row[sample]);
  expect(placement.geneCount).toBe(250);
  expect(placement.ownCorrelation).toBeCloseTo(own.reduce((a, b) => a + b, 0) / 25, 10);
  const all = correlations.flat().reduce((a, b) => a + b, 0);
  expect(placement.othersCorrelation).toBeCloseTo((all - own.reduce((a, b) => a + b, 0)) / 600, 10);
  const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const residual = (i: number, j: number) =>
    correlations[i][j] - meanOf(correlations[i]) - meanOf(correlations.map((row) => row[j])) + all / 625;
  const scale = placement.scores.values[3] / residual(3, 0);
  expect(scale).toBeGreaterThan(1);
  expect(placement.scores.values[7 * 25 + 4]).toBeCloseTo(scale * residual(4, 7), 8);
});

test('blocks of 0 and 1, and blocks that share few genes, are not compared gene by gene', () => {
  const [expression, copyNumber, mutation] = tables();
  expect(placementOf(expression, mutation)).toBeUndefined();
  const strangers = {
    ...copyNumber,
    names: copyNumber.names.map((name, place) => (place < 199 ? name : `X${name}`)),
  };
  expect(placementOf(expression, strangers)).toBeUndefined();
});

test('the spread of a table is that of all its values', () => {
  const [expression] = tables();
  const { source, columns } = expression;
  const values = [...source.values.subarray(0, columns.length * source.rows)].filter(
    (value) => !Number.isNaN(value),
  );
  const spread = spreadOf(expression);
  expect(spread.quantiles).toEqual(
    [0, 0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99, 1].map((probability) => quantile(values, probability)),
  );
  expect(spread).toMatchObject({
    name: 'expression',
    kind: 'block',
    columnCount: 250,
    constantColumnCount: 0,
  });
  expect(spread.missingShare).toBeCloseTo(1 / (250 * 25), 12);
  const width = (spread.quantiles[8] - spread.quantiles[0]) / 40;
  expect(spread.histogram).toHaveLength(40);
  expect(spread.histogram.reduce((sum, count) => sum + count, 0)).toBe(values.length);
  expect(spread.histogram[20]).toBe(
    values.filter((value) => Math.floor((value - spread.quantiles[0]) / width) === 20).length,
  );
});

test('a table without a value has no quantiles, one of equal values stands in one bin', () => {
  const made = sanityPanel(
    { none: matrix(3, 2, new Float64Array(6).fill(NaN)) },
    {
      same: matrix(3, 2, new Float64Array(6).fill(4)),
    },
  );
  const [none, same] = tablesOf(made.question, made.panel).map(spreadOf);
  expect(none).toMatchObject({ missingShare: 1, constantColumnCount: 2, quantiles: [], histogram: [] });
  expect(same).toMatchObject({ missingShare: 0, constantColumnCount: 2, quantiles: new Array(9).fill(4) });
  expect(same.histogram[0]).toBe(6);
});

test('what is missing is counted by sample over blocks and metrics, and by drug and metric', () => {
  const block = matrix(2, 2, Float64Array.of(NaN, 1, 2, 3));
  const first = matrix(2, 1, Float64Array.of(NaN, NaN));
  const second = matrix(2, 1, Float64Array.of(1, NaN));
  const { question, panel } = sanityPanel({ block }, { first, second }, ['D']);
  const found = tablesOf(question, panel);
  expect(missingOfSamples(found, panel.sampleNames)).toEqual([
    { name: 'line-0', missingFeatures: 0.5, missingResponses: 0.5 },
    { name: 'line-1', missingFeatures: 0, missingResponses: 1 },
  ]);
  expect(missingOfDrugs(found)).toEqual([
    { metric: 'first', name: 'D', missingShare: 1 },
    { metric: 'second', name: 'D', missingShare: 0.5 },
  ]);
});
