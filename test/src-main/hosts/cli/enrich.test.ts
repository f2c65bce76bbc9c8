import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { parseRows } from '../../../support/table.ts';
import { readPlainList, readRanked, readSetLines } from '../../../support/toolFormats.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-enrich-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = join(folder, 'example.tracewise');
const example = (name: string) =>
  fileURLToPath(new URL(`../../../../resources/example/${name}`, import.meta.url));
const plantedTerm = 'GO:0007265';

async function done(...args: string[]): Promise<string> {
  const { code, output, errors } = await typed(...args);
  expect(code, errors).toBe(0);
  return output;
}

async function exported(what: string, of: string, ...options: string[]): Promise<string> {
  const out = join(folder, 'out');
  await done('export', project, what, '--of', of, '--out', out, ...options);
  return readFileSync(out, 'utf8');
}

beforeAll(async () => {
  const tables = [
    ['--expression', example('expression.tsv.gz')],
    ['--copy-number', example('copy_number.tsv.gz')],
    ['--mutation', example('mutation.tsv.gz')],
    ['--response', example('response.tsv')],
    ['--drugs', example('drugs.tsv')],
  ].flat();
  await done('import', project, '--dataset', 'example', ...tables, '--metric', 'activity area');
  await done('fit', project, '--dataset', 'example', '--model', 'trace-norm', '--cv', '--name', 'shared');
}, 60_000);

describe('on the example panel', () => {
  test("under trace norm every MEK-like drug's top genes enrich the term that was planted", async () => {
    const output = await done('enrich', project, '--model', 'shared', '--sets', 'go-bp', '--name', 'bp');
    expect(output).toContain('go-bp of 2022-07-01, SHA-256 cd6724facc04');
    expect(output).toContain('universe: 915 modelled genes');
    const rows = parseRows(await exported('enrichment', 'bp'));
    const planted = rows.filter((row) => row['set'] === plantedTerm && row['drug'].startsWith('MEK-like'));
    expect(planted).toHaveLength(5);
    for (const row of planted) expect(Number(row['q_value']), row['drug']).toBeLessThan(0.01);
    const [first] = rows.filter((row) => row['drug'] === 'MEK-like 5');
    expect(first['set']).toBe(plantedTerm);
    const one = parseRows(await exported('enrichment', 'bp', '--drug', 'MEK-like 5'));
    expect(one.slice(0, 50)).toEqual(rows.filter((row) => row['drug'] === 'MEK-like 5').slice(0, 50));
    expect(one).toHaveLength(rows.length / 30);
  });

  test('the same again is done already, other settings are refused unless they replace', async () => {
    const args = [
      'enrich',
      project,
      '--model',
      'shared',
      '--sets',
      'go-cc',
      '--name',
      'cc',
      '--drugs',
      'MEK-like 1',
    ];
    await done(...args);
    expect((await typed(...args)).errors).toContain('"cc" is already done');
    const other = await typed(...args, '--top', '50');
    expect(other.code).toBe(2);
    await done(...args, '--top', '50', '--replace');
    expect(await done('project', 'info', project)).toContain(
      'enrichment "cc" of "shared": go-cc of 2022-07-01',
    );
  });

  test('lists are read back as their tools take them', async () => {
    const drug = ['--drug', 'CDK-like 1'];
    const universe = join(folder, 'universe.txt');
    const top = readPlainList(
      await exported('top-genes', 'shared', ...drug, '--top', '30', '--universe', universe),
    );
    const all = readPlainList(readFileSync(universe, 'utf8'));
    expect([top.length, all.length]).toEqual([30, 928]);
    expect(all).toEqual(expect.arrayContaining(top));
    const ranked = readRanked(await exported('ranked-list', 'shared', ...drug));
    expect(ranked).toHaveLength(928);
    const sets = readSetLines(await exported('gmt', 'shared', '--top', '30'));
    expect(sets).toHaveLength(30);
    expect(sets.find(({ name }) => name === 'CDK_like_1_top30_positive')?.genes).toEqual(top);
    const lowest = readPlainList(await exported('top-genes', 'shared', ...drug, '--direction', 'negative'));
    expect(lowest).toHaveLength(100);
    // A gene whose strongest features disagree in sign ranks high at one end by its other feature.
    const rank = new Map(ranked.map(({ gene }, place) => [gene, place]));
    const bySign = lowest.filter((gene) => (rank.get(gene) ?? 0) > ranked.length / 2);
    expect(bySign.length).toBeGreaterThan(80);
  });

  test('ranks are those of weight x deviation of the strongest feature', async () => {
    const weights = parseRows(await exported('weights', 'shared', '--drug', 'TOP1-like 1'));
    const ranked = readRanked(await exported('ranked-list', 'shared', '--drug', 'TOP1-like 1'));
    expect(new Set(weights.map((row) => row['feature'].split(':')[1])).size).toBe(ranked.length);
    const [best] = ranked;
    const ofBest = weights.filter((row) => row['feature'].endsWith(`:${best.gene}`));
    expect(Math.max(...ofBest.map((row) => Number(row['TOP1-like 1'])))).toBeGreaterThan(0);
  });
});

test('stability counts the refits in which a top gene is one again', async () => {
  const options = ['--drug', 'MEK-like 5', '--top', '40'];
  const rows = parseRows(await exported('stability', 'shared', ...options));
  const top = readPlainList(await exported('top-genes', 'shared', ...options));
  expect(rows.map((row) => row['gene'])).toEqual(top);
  expect(rows.map((row) => row['rank'])).toEqual(top.map((_, index) => String(index + 1)));
  const counts = rows.map((row) => Number(row['folds_in_top']));
  expect(counts.every((count) => Number.isInteger(count) && count >= 0 && count <= 5)).toBe(true);
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  expect(mean(counts.slice(0, 10))).toBeGreaterThan(mean(counts.slice(30)));
  expect(parseRows(await exported('stability', 'shared', ...options))).toEqual(rows);
});

test.each([
  ['sets that are not known', ['--sets', 'hallmark'], 2, 'go-bp, go-mf, go-cc'],
  ['a file that is not there', ['--sets', './none.gmt'], 3, 'none.gmt'],
  ['a direction that there is not', ['--sets', 'go-bp', '--direction', 'up'], 2, '--direction'],
  ['two kinds of lists', ['--sets', 'go-bp', '--factors', '2', '--drugs', 'A'], 2, '--drugs and --factors'],
])('%s is told by name', async (_, options, code, words) => {
  const ended = await typed('enrich', project, '--model', 'shared', '--name', 'x', ...options);
  expect(ended.code).toBe(code);
  expect(ended.errors).toContain(words);
});

test('a broken GMT file is refused by place', async () => {
  const path = join(folder, 'broken.gmt');
  writeFileSync(path, 'A\tx\tEGFR\nB\tx\t\n');
  const ended = await typed('enrich', project, '--model', 'shared', '--name', 'x', '--sets', path);
  expect([ended.code, ended.errors]).toEqual([3, expect.stringContaining('broken.gmt:2:3')]);
});

test.each([
  ['top-genes of no drug', ['top-genes', '--of', 'shared'], 2, 'Name the drug'],
  ['--top with a table', ['weights', '--of', 'shared', '--top', '3'], 2, '--top'],
  ['--universe with a ranked list', ['ranked-list', '--of', 'shared', '--universe', 'u'], 2, '--universe'],
  ['an enrichment of a model', ['enrichment', '--of', 'shared'], 2, 'there is no enrichment "shared"'],
])('%s is refused', async (_, args, code, words) => {
  const ended = await typed('export', project, ...args);
  expect([ended.code, ended.errors]).toEqual([code, expect.stringContaining(words)]);
});
