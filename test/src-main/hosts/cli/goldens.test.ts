import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { parseRows, readRows } from '../../../support/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-goldens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function tracewise(...args: string[]): Promise<void> {
  const { code, errors } = await typed(...args);
  expect(code, errors).toBe(0);
}

function goldenFile(panel: string, name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/goldens/${panel}/${name}`, import.meta.url));
}

async function exported(project: string, what: string, of: string): Promise<Record<string, string>[]> {
  const out = join(folder, `${what} of ${of}.tsv`);
  await tracewise('export', project, what, '--of', of, '--out', out);
  return parseRows(readFileSync(out, 'utf8'));
}

async function factsOf(project: string, of: string): Promise<(key: string) => number> {
  const facts = new Map((await exported(project, 'fit', of)).map((row) => [row['key'], row['value']]));
  return (key) => Number(facts.get(key));
}

/** Largest difference between two tables of numbers as a share of the largest number expected. */
function relativeDifference(pairs: { actual: number; expected: number }[]): number {
  const largest = Math.max(...pairs.map(({ expected }) => Math.abs(expected)));
  return Math.max(...pairs.map(({ actual, expected }) => Math.abs(actual - expected))) / largest;
}

/** Cells below these carry no rank: the reference prints what rounding leaves of a zero. */
const zeroSingularValue = 1e-9;

describe.each(['panel-a', 'panel-b'])('the command line on %s', (panel) => {
  const project = join(folder, `${panel}.tracewise`);

  beforeAll(async () => {
    const features = ['--features', goldenFile(panel, 'features.tsv')];
    const response = ['--response', goldenFile(panel, 'response.tsv'), '--metric', 'response'];
    await tracewise('import', project, '--dataset', panel, ...features, ...response);
  });

  async function fit(name: string, ...options: string[]): Promise<void> {
    await tracewise('fit', project, '--dataset', panel, '--name', name, '--responses', 'raw', ...options);
  }

  it.each([
    ['admm', '0.5'],
    ['proximal-gradient', '0.3'],
    ['admm', '0.1'],
    ['proximal-gradient', '0.1'],
  ])('trace norm by %s at %s lambdaMax agrees with the reference', async (solver, fraction) => {
    const golden = readRows(`goldens/${panel}/trace_norm.tsv`).find(
      (row) => row['fraction_of_lambda_max'] === fraction,
    );
    const expected = (key: string): number => Number(golden?.[key]);
    const name = `${solver}-${fraction}`;
    const options = ['--model', 'trace-norm', '--scale', 'none', '--tolerance', '1e-8', '--solver', solver];
    await fit(name, ...options, '--lambda-fraction', fraction);

    const fact = await factsOf(project, name);
    expect(fact('certificate')).toBeLessThanOrEqual(1e-8);
    expect(fact('lambda_max') / expected('lambda_max')).toBeCloseTo(1, 9);
    expect(Math.abs(fact('objective') / expected('objective') - 1)).toBeLessThanOrEqual(1e-7);
    expect(fact('rank')).toBe(expected('rank'));

    const spectrum = readRows(`goldens/${panel}/trace_norm_singular_values.tsv`)
      .filter((row) => row['fraction_of_lambda_max'] === fraction)
      .map((row) => Number(row['singular_value']))
      .filter((value) => value > zeroSingularValue);
    const values = (await exported(project, 'singular-values', name)).map((row) =>
      Number(row['singular_value']),
    );
    expect(
      relativeDifference(spectrum.map((value, index) => ({ actual: values[index], expected: value }))),
    ).toBeLessThanOrEqual(1e-5);
    if (fraction !== '0.1') return;

    const weights = await exported(project, 'weights', name);
    const goldenWeights = readRows(`goldens/${panel}/trace_norm_weights_at_0.1.tsv`);
    const drugs = Object.keys(goldenWeights[0]).slice(1);
    expect(weights.map((row) => row['feature'])).toEqual(goldenWeights.map((row) => row['']));
    const pairs = goldenWeights.flatMap((row, index) =>
      drugs.map((drug) => ({ actual: Number(weights[index][drug]), expected: Number(row[drug]) })),
    );
    expect(relativeDifference(pairs)).toBeLessThanOrEqual(1e-5);

    const intercepts = await exported(project, 'intercepts', name);
    const goldenIntercepts = readRows(`goldens/${panel}/trace_norm_intercepts_at_0.1.tsv`);
    const interceptPairs = goldenIntercepts.map((row, index) => ({
      actual: Number(intercepts[index]['intercept']),
      expected: Number(row['intercept']),
    }));
    expect(relativeDifference(interceptPairs)).toBeLessThanOrEqual(1e-5);
  });

  it('the enrichment of the most positive weights agrees with the reference', async () => {
    const scale = ['--model', 'trace-norm', '--scale', 'none', '--tolerance', '1e-8'];
    await fit('enriched model', ...scale, '--lambda-fraction', '0.1');
    const top = panel === 'panel-a' ? '20' : '10';
    const sets = ['--sets', goldenFile(panel, 'sets.gmt'), '--top', top];
    await tracewise('enrich', project, '--model', 'enriched model', '--name', 'enriched', ...sets);
    const rows = (await exported(project, 'enrichment', 'enriched')).filter(
      (row) => row['drug'] === 'drug-02',
    );
    const golden = readRows(`goldens/${panel}/enrichment_drug-02_positive_top.tsv`);
    expect(rows).toHaveLength(golden.length);
    for (const expected of golden) {
      const found = rows.find((row) => row['set'] === expected['set']) ?? {};
      for (const count of ['overlap', 'set_size', 'query_size', 'universe_size']) {
        expect(found[count], count).toBe(expected[count]);
      }
      expect(Math.abs(Number(found['p_value']) / Number(expected['p_value']) - 1)).toBeLessThanOrEqual(1e-10);
      expect(Math.abs(Number(found['q_value']) / Number(expected['bh_adjusted']) - 1)).toBeLessThanOrEqual(
        1e-10,
      );
      const genes = found['genes'] === '' ? [] : found['genes'].split(',');
      expect(genes).toHaveLength(Number(expected['overlap']));
    }
  });

  it('a fitted stack has the weights of its parts, mixed by shares that are exported', async () => {
    const drugs = ['--drugs', 'drug-01,drug-03', '--cv'];
    for (const model of ['stack', 'trace-norm', 'elastic-net']) await fit(model, '--model', model, ...drugs);
    const shares = await exported(project, 'stack-weights', 'stack');
    expect(shares.map((row) => [row['drug'], row['outer_fold']])).toEqual([
      ['drug-01', 'all'],
      ['drug-03', 'all'],
    ]);
    const tables = await Promise.all(
      ['stack', 'trace-norm', 'elastic-net'].map((name) => exported(project, 'weights', name)),
    );
    for (const { drug, weight_trace_norm: share } of shares) {
      const [mixed, together, alone] = tables.map((rows) => rows.map((row) => Number(row[drug])));
      const expected = together.map((weight, feature) => {
        return Number(share) * weight + (1 - Number(share)) * alone[feature];
      });
      for (const [feature, weight] of mixed.entries()) expect(weight).toBeCloseTo(expected[feature], 12);
    }
  });

  const singleTask = readRows(`goldens/${panel}/elastic_net.tsv`).filter((row) => Number(row['alpha']) > 0);
  const chosen = [5, 22, 38, 71].map((index) => singleTask[index]);

  it.each(chosen.map((row) => [row['drug'], row['alpha'], row['standardize'], row['lambda'], row] as const))(
    'elastic net of %s at l1Ratio %s, standardised %s, lambda %s agrees with the reference',
    async (drug, l1Ratio, standardised, lambda, golden) => {
      const name = `${drug}-${l1Ratio}-${standardised}-${lambda}`;
      const scale = ['--scale', standardised === 'TRUE' ? 'unit' : 'none'];
      const options = ['--model', 'elastic-net', '--drugs', drug, '--l1-ratio', l1Ratio, '--lambda', lambda];
      await fit(name, ...options, ...scale, '--tolerance', '1e-12');

      const [facts] = await exported(project, 'fit-drugs', name);
      expect(facts['drug']).toBe(drug);
      expect(Number(facts['certificate'])).toBeLessThanOrEqual(1e-7);
      const fact = await factsOf(project, name);
      expect(Math.abs(fact('objective') / Number(golden['objective']) - 1)).toBeLessThanOrEqual(1e-7);

      const coefficients = readRows(`goldens/${panel}/elastic_net_coefficients.tsv`).filter((row) =>
        ['drug', 'alpha', 'standardize', 'lambda'].every((key) => row[key] === golden[key]),
      );
      const weights = await exported(project, 'weights', name);
      const goldenOf = new Map(coefficients.map((row) => [row['gene'], Number(row['coefficient'])]));
      const pairs = weights.map((row) => ({
        actual: Number(row[drug]),
        expected: goldenOf.get(row['feature']) ?? 0,
      }));
      expect(goldenOf.size).toBeGreaterThan(0);
      expect(relativeDifference(pairs)).toBeLessThanOrEqual(1e-4);
    },
  );
});
