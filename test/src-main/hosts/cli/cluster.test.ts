import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { typed } from '../../../support/commandLine.ts';
import { parseNewick } from '../../../support/newick.ts';
import { parseRows, readRows } from '../../../support/table.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-cluster-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function tracewise(...args: string[]): Promise<string> {
  const { code, output, errors } = await typed(...args);
  expect(code, errors).toBe(0);
  return output;
}

function goldenFile(panel: string, name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/goldens/${panel}/${name}`, import.meta.url));
}

async function exported(project: string, what: string, of: string): Promise<string> {
  const out = join(folder, `${what}.tsv`);
  await tracewise('export', project, what, '--of', of, '--out', out);
  return readFileSync(out, 'utf8');
}

/** A project with the trace norm of a panel at a tenth of its lambdaMax, as the references have it. */
async function fitted(panel: string, file = panel): Promise<string> {
  const project = join(folder, `${file}.tracewise`);
  const features = ['--features', goldenFile(panel, 'features.tsv')];
  const response = ['--response', goldenFile(panel, 'response.tsv'), '--metric', 'response'];
  const drugs = ['--drugs', goldenFile(panel, 'drugs.tsv')];
  await tracewise('import', project, '--dataset', panel, ...features, ...response, ...drugs);
  const scales = ['--responses', 'raw', '--scale', 'none'];
  const lambda = ['--lambda-fraction', '0.1', '--tolerance', '1e-10'];
  await tracewise(
    'fit',
    project,
    '--dataset',
    panel,
    '--model',
    'trace-norm',
    '--name',
    'model',
    ...scales,
    ...lambda,
  );
  return project;
}

/** Of `--json`, what is compared here. */
const answer = z.object({
  agreements: z.array(z.object({ label: z.string(), byClusterCount: z.array(z.number().nullable()) })),
});

const linkages = [
  ['wardD', 'ward.D'],
  ['wardD2', 'ward.D2'],
  ['average', 'average'],
  ['complete', 'complete'],
  ['single', 'single'],
];

describe.each(['panel-a', 'panel-b'])('tracewise cluster on %s', (panel) => {
  let project = '';
  beforeAll(async () => {
    project = await fitted(panel);
  });

  test.each(linkages)('by %s gives the merges, cuts and indices of R', async (linkage, method) => {
    const cluster = (k: string) => {
      const options = ['--linkage', linkage, '--k', k, '--name', `${linkage}-${k}`, '--json'];
      return tracewise('cluster', project, '--model', 'model', ...options);
    };
    const expected = readRows(`goldens/${panel}/hclust_merges.tsv`).filter((row) => row['method'] === method);
    const cuts = readRows(`goldens/${panel}/hclust_cutree.tsv`).filter((row) => row['method'] === method);
    for (const k of ['2', '3', '4', '5']) {
      const { agreements } = answer.parse(JSON.parse(await cluster(k)));
      const rows = parseRows(await exported(project, 'clusters', `${linkage}-${k}`));
      const wanted = cuts.filter((row) => row['k'] === k);
      expect(rows.map((row) => [row['item'], row['k'], row['cluster']])).toEqual(
        wanted.map((row) => [row['drug'], row['k'], row['cluster']]),
      );
      const mechanism = agreements.find(({ label }) => label === 'mechanism');
      const index = Number(wanted[0]['adjusted_rand_index_vs_moa']);
      expect(mechanism?.byClusterCount[Number(k) - 1]).toBeCloseTo(index, 10);
    }
    const merges = parseRows(await exported(project, 'merges', `${linkage}-2`));
    expect(merges.map(({ step, left, right }) => [step, left, right])).toEqual(
      expected.map(({ step, left, right }) => [step, left, right]),
    );
    merges.forEach((row, step) => {
      expect(Number(row['height']) / Number(expected[step]['height'])).toBeCloseTo(1, 6);
    });
  });

  test('writes a Newick tree that is read back as the same merges, its leaves in their order', async () => {
    await tracewise('cluster', project, '--model', 'model', '--name', 'tree');
    const nodes = parseNewick(await exported(project, 'newick', 'tree'));
    const merges = parseRows(await exported(project, 'merges', 'tree'));
    const heights = merges.map((row) => Number(row['height']));
    const rows = parseRows(await exported(project, 'clusters', 'tree'));
    const inOrder = rows.toSorted((a, b) => Number(a['order']) - Number(b['order']));
    expect(nodes.at(-1)?.leaves).toEqual(inOrder.map((row) => row['item']));
    const found = nodes.map(({ height }) => height).toSorted((a, b) => a - b);
    found.forEach((height, step) => expect(height / heights[step]).toBeCloseTo(1, 9));
    const lowest = nodes.find(({ height }) => height === found[0]);
    const [first] = merges;
    const names = rows.map((row) => row['item']);
    expect(lowest?.leaves.toSorted()).toEqual(
      [names[-Number(first['left']) - 1], names[-Number(first['right']) - 1]].toSorted(),
    );
  });

  test('writes factors that are the singular vectors of the weights', async () => {
    const weights = parseRows(await exported(project, 'weights', 'model'));
    const values = parseRows(await exported(project, 'singular-values', 'model'));
    const factors = parseRows(await exported(project, 'factors', 'model'));
    const loadings = (factor: number, kind: string) =>
      factors
        .filter((row) => row['factor'] === String(factor) && row['kind'] === kind)
        .map((row) => ({ name: row['name'], loading: Number(row['loading']) }));
    const drugs = loadings(1, 'drug');
    const genes = loadings(1, 'gene');
    expect(genes.map(({ name }) => name)).toEqual(weights.map((row) => row['feature']));
    const largest = drugs.reduce((a, b) => (Math.abs(b.loading) > Math.abs(a.loading) ? b : a));
    expect(largest.loading).toBeGreaterThan(0);
    const singular = Number(values[0]['singular_value']);
    weights.slice(0, 20).forEach((row, gene) => {
      const projected = drugs.reduce((sum, { name, loading }) => sum + Number(row[name]) * loading, 0);
      expect(projected).toBeCloseTo(singular * genes[gene].loading, 6);
    });
  });
});

describe('tracewise cluster', () => {
  let project = '';
  beforeAll(async () => {
    project = await fitted('panel-b', 'other');
  });

  test('of features takes those of largest variance, and other measures and orders', async () => {
    const options = ['--of', 'features', '--top-variance', '10', '--distance', 'correlation'];
    const more = ['--leaf-order', 'optimal', '--k', '3', '--scale', 'original'];
    const output = await tracewise(
      'cluster',
      project,
      '--model',
      'model',
      '--name',
      'genes',
      ...options,
      ...more,
    );
    expect(output).toContain('genes: 10 features of "model", complete, correlation, original scale');
    const rows = parseRows(await exported(project, 'clusters', 'genes'));
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row['cluster']))).toEqual(new Set(['1', '2', '3']));
  });

  test('says that it is done, and refuses other settings unless they are to replace', async () => {
    const asked = ['cluster', project, '--model', 'model', '--name', 'groups'];
    await tracewise(...asked);
    const again = await typed(...asked);
    expect(again).toMatchObject({ code: 0 });
    expect(again.errors).toContain('"groups" is already done');
    const other = await typed(...asked, '--linkage', 'single');
    expect(other).toMatchObject({ code: 2 });
    expect(other.errors).toContain('"groups" is already the name of a result with other settings');
    await tracewise(...asked, '--linkage', 'single', '--replace');
  });

  test.each([
    [['--model', 'none'], 'there is no model "none"'],
    [['--model', 'model', '--k', '9'], '8 drugs cannot be cut into 9 clusters'],
    [['--model', 'model', '--drugs', 'drug-01'], 'drugs'],
    [['--model', 'model', '--linkage', 'ward'], '--linkage: found ward'],
  ])('refuses %s with exit 2', async (options, message) => {
    const { code, errors } = await typed('cluster', project, '--name', 'refused', ...options);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });

  test('exports no factors of a clustering whose model is another by now, and no tree of one drug', async () => {
    const scales = ['--responses', 'raw', '--scale', 'none', '--lambda-fraction', '0.3', '--replace'];
    await tracewise('cluster', project, '--model', 'model', '--name', 'kept');
    expect(parseRows(await exported(project, 'factors', 'kept')).length).toBeGreaterThan(0);
    const drug = await typed('export', project, 'merges', '--of', 'kept', '--drug', 'drug-01');
    expect(drug).toMatchObject({ code: 2 });
    expect(drug.errors).toContain('the table "merges" is of all drugs together');
    const fit = ['--dataset', 'panel-b', '--model', 'trace-norm', '--name', 'model'];
    await tracewise('fit', project, ...fit, ...scales);
    const { code, errors } = await typed('export', project, 'factors', '--of', 'kept');
    expect(code).toBe(2);
    expect(errors).toContain('the model "model" of "kept" was deleted or replaced since');
    expect(parseRows(await exported(project, 'merges', 'kept'))).toHaveLength(7);
  });
});
