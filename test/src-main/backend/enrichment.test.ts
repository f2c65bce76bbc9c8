import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { falseDiscoveryRates } from '#shared/numerics/statistics/falseDiscovery.ts';
import { hypergeometricUpperTail } from '#shared/numerics/enrichment/hypergeometric.ts';
import { clusterSettings, projectWithRidge } from '../../support/models.ts';
import { sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

const gmt = [
  ['FIRST', 'first six', 'G0', 'G1', 'G2', 'G3', 'G4', 'G5'],
  ['SECOND', '', 'G5', 'G6', 'ELSEWHERE'],
  ['NONE', '', 'ELSEWHERE'],
]
  .map((cells) => `${cells.join('\t')}\n`)
  .join('');

async function projectWithSets(content = gmt) {
  const made = await projectWithRidge({ drugs: ['A', 'B', 'C'], target: 'G0; UNKNOWN' });
  const { path } = sourceOf(temporaryFolder(), 'own.gmt', content);
  const asked = {
    projectId: made.projectId,
    name: 'enriched',
    model: 'first',
    sets: { kind: 'file', fileId: path },
    queries: { kind: 'drugs' },
    top: 4,
    direction: 'positive',
    replace: false,
  };
  return { ...made, asked, path };
}

test('an enrichment of drugs tests their top genes against every set that has a modelled gene', async () => {
  const { call, projectId, asked } = await projectWithSets();
  const { wasDone, summary } = await call('enrichment/run', asked);
  expect(wasDone).toBe(false);
  expect(summary.universeSize).toBe(7);
  expect(new Map(summary.sets.map(({ name, size }) => [name, size]))).toEqual(
    new Map([
      ['FIRST', 6],
      ['SECOND', 2],
    ]),
  );
  expect(summary.matching).toEqual({ writtenCount: 8, exactCount: 7, aliasCount: 0, unmatchedCount: 1 });
  expect(summary.warnings[0]).toContain('1 sets have no modelled gene');
  const { sets } = summary.card.settings;
  expect(sets.name).toBe('own');
  expect(sets.sha256).toMatch(/^[0-9a-f]{64}$/);

  const { rows } = await call('weights/ranked', {
    projectId,
    model: 'first',
    drug: 'B',
    direction: 'positive',
  });
  const top = rows.slice(0, 4).map(({ gene }) => gene);
  const query = top.filter((gene) => Number(gene.slice(1)) <= 6);
  const found = await call('enrichment/query', { projectId, name: 'enriched', query: 'B' });
  expect(found).toMatchObject({ querySize: query.length, universeSize: 7, testedCount: 2 });
  const first = query.filter((gene) => Number(gene.slice(1)) <= 5);
  const second = query.filter((gene) => ['G5', 'G6'].includes(gene));
  const tail = (overlap: number, setSize: number) =>
    hypergeometricUpperTail(overlap, { universeSize: 7, setSize, querySize: query.length });
  const pValues = [tail(first.length, 6), tail(second.length, 2)];
  const values = await call('enrichment/values', { projectId, name: 'enriched', sets: ['FIRST', 'SECOND'] });
  expect(values.pValues.map((row) => row[1])).toEqual(pValues);
  expect(values.qValues.map((row) => row[1])).toEqual([...falseDiscoveryRates(pValues)]);
  expect(values.overlaps.map((row) => row[1])).toEqual([first.length, second.length]);
  expect(found.rows.find(({ set }) => set === 'FIRST')?.genes).toEqual(first);
});

test('sets that hold what a drug acts on are known, whether it is among the top genes or not', async () => {
  const { call, projectId, asked } = await projectWithSets('WITH\t\tG0\tG1\nWITHOUT\t\tG1\tG2\n');
  await call('enrichment/run', asked);
  const { holdTargets } = await call('enrichment/values', {
    projectId,
    name: 'enriched',
    sets: ['WITH', 'WITHOUT'],
  });
  expect(holdTargets).toEqual([
    [true, false, false],
    [false, false, false],
  ]);
});

test('it is listed, done already, and refused under its name with other sets', async () => {
  const { call, projectId, asked, path } = await projectWithSets();
  await call('enrichment/run', asked);
  expect((await call('enrichment/run', asked)).wasDone).toBe(true);
  const { enrichments, card } = await call('project/overview', { projectId });
  expect(enrichments).toMatchObject([{ name: 'enriched', datasetName: 'panel', modelIsThere: true }]);
  expect(card.lastResult).toBe('enrichment "enriched": 3 drugs of "first" against 2 sets of own');
  writeFileSync(path, 'X\t\tG1\n');
  await expect(call('enrichment/run', asked)).rejects.toMatchObject({ kind: 'conflict' });
  const replaced = await call('enrichment/run', { ...asked, replace: true });
  expect(replaced.summary.sets.map(({ name }) => name)).toEqual(['X']);
});

test('gene clusters are tested within what was clustered', async () => {
  const { call, projectId, asked } = await projectWithSets();
  const settings = clusterSettings({ of: 'features', topVariance: 6, k: 2 });
  await call('result/derive', {
    projectId,
    name: 'genes',
    derivation: { kind: 'cluster', settings },
    replace: false,
  });
  const { tree, clusters } = await call('clustering/summary', { projectId, name: 'genes' });
  const queries = { kind: 'clusters', clustering: 'genes' };
  const { summary } = await call('enrichment/run', { ...asked, queries });
  const genes = tree.items.map((item) => item.split(':')[1]);
  const universe = genes.filter((gene) => Number(gene.slice(1)) <= 6);
  expect(summary.universeSize).toBe(universe.length);
  expect(summary.queries.map(({ name, takenCount }) => [name, takenCount])).toEqual(
    [1, 2].map((cluster) => [`cluster ${cluster}`, clusters.filter((of) => of === cluster).length]),
  );
});

test('latent factors are queries as well, as many as there are', async () => {
  const { call, asked } = await projectWithSets();
  const { summary } = await call('enrichment/run', {
    ...asked,
    queries: { kind: 'factors', factorCount: 9 },
  });
  expect(summary.queries.map(({ name }) => name)).toEqual(['factor 1', 'factor 2', 'factor 3']);
});

test.each([
  ['a model that is not there', { model: 'none' }, 'not-found'],
  ['sets that are not there', { sets: { kind: 'kept', name: 'none' } }, 'not-found'],
  ['a drug that the model has not', { queries: { kind: 'drugs', drugs: ['Z', 'A'] } }, 'invalid-setting'],
  ['a clustering that is not there', { queries: { kind: 'clusters', clustering: 'none' } }, 'not-found'],
  ['its own model as name', { name: 'first' }, 'conflict'],
])('%s is refused', async (_, changes, kind) => {
  const { call, asked } = await projectWithSets();
  await expect(call('enrichment/run', { ...asked, ...changes })).rejects.toMatchObject({ kind });
});

test("the shipped sets and the user's own are listed, and own ones kept, used and removed", async () => {
  const { call, asked, path, libraryFolder, projectId } = await projectWithSets();
  const shipped = await call('gene-sets/list', {});
  expect(shipped.map(({ name }) => name)).toEqual(['go-bp', 'go-mf', 'go-cc']);
  expect(await call('gene-sets/add', { fileId: path, replace: false })).toMatchObject({
    name: 'own',
    setCount: 3,
    geneCount: 8,
    isShipped: false,
  });
  expect(await call('gene-sets/match', { projectId, model: 'first', sets: 'own' })).toMatchObject({
    exactCount: 7,
    unmatched: ['ELSEWHERE'],
  });
  const { summary } = await call('enrichment/run', { ...asked, sets: { kind: 'kept', name: 'own' } });
  expect(summary.card.settings.sets.name).toBe('own');
  // The same again is there already; others of the name are not put in its place unasked.
  expect(await call('gene-sets/add', { fileId: path, replace: false })).toMatchObject({ setCount: 3 });
  const { path: other } = sourceOf(temporaryFolder(), 'own.gmt', 'OTHER\t\tA\tB\n');
  await expect(call('gene-sets/add', { fileId: other, replace: false })).rejects.toMatchObject({
    kind: 'conflict',
  });
  const folder = join(libraryFolder, 'gene-sets');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'broken.gmt'), 'no genes here\n');
  const broken = (await call('gene-sets/list', {})).find(({ name }) => name === 'broken');
  expect(broken?.problem).toContain('no genes');
  await call('gene-sets/remove', { name: 'own' });
  expect((await call('gene-sets/list', {})).map(({ name }) => name)).not.toContain('own');
});

test('a file that is no GMT file, or has the name of shipped sets, is not kept', async () => {
  const { call } = await projectWithSets();
  const add = (name: string, content: string) =>
    call('gene-sets/add', { fileId: sourceOf(temporaryFolder(), name, content).path, replace: true });
  await expect(add('x.gmt', 'a,b,c\n')).rejects.toMatchObject({ kind: 'invalid-input' });
  await expect(add('go-bp.gmt', 'A\t\tB\n')).rejects.toMatchObject({ kind: 'conflict' });
  expect(await call('gene-sets/list', {})).toHaveLength(3);
});

test('the archive for other tools holds a list of every drug, or of one', async () => {
  const { call, projectId } = await projectWithSets();
  const request = { projectId, model: 'first', direction: 'absolute', top: 3 };
  const all = await call('lists/archive', request);
  expect(all.suggestedName).toBe('first_top3_absolute.zip');
  const files = unzipSync(new Uint8Array(Buffer.from(all.base64, 'base64')));
  const lists = Object.keys(files).filter((name) => name.startsWith('lists/'));
  expect(lists.sort()).toEqual(['A', 'B', 'C'].map((drug) => `lists/${drug}_top3_absolute.txt`));
  const { rows } = await call('weights/ranked', {
    projectId,
    model: 'first',
    drug: 'A',
    direction: 'absolute',
  });
  const top = rows.slice(0, 3).map(({ gene }) => `${gene}\n`);
  expect(strFromU8(files['lists/A_top3_absolute.txt'])).toBe(top.join(''));
  const one = await call('lists/archive', { ...request, drug: 'B' });
  const names = Object.keys(unzipSync(new Uint8Array(Buffer.from(one.base64, 'base64'))));
  expect(names.filter((name) => name.startsWith('rnk/'))).toEqual(['rnk/B.rnk']);
  const destination = join(temporaryFolder(), 'all.zip');
  expect(await call('lists/write-archive', { ...request, destination })).toEqual({ drugCount: 3 });
  await expect(call('lists/archive', { ...request, drug: 'Z' })).rejects.toMatchObject({ kind: 'not-found' });
});
