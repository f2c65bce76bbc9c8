import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { writePanel } from '../../../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-blocks-'));
const file = join(folder, 'p.tracewise');

beforeAll(async () => {
  const { expression, response } = writePanel(folder);
  const lines = readFileSync(expression, 'utf8').trimEnd().split('\n');
  const other = join(folder, 'other.tsv');
  const parts = lines.map((line) => line.split('\t'));
  writeFileSync(expression, parts.map((cells) => `${cells.slice(0, 7).join('\t')}\n`).join(''));
  writeFileSync(other, parts.map((cells) => `${[cells[0], ...cells.slice(7)].join('\t')}\n`).join(''));
  const samples = join(folder, 'samples.tsv');
  const tissueOf = (row: number) => ['skin', 'lung', 'bone'][row % 3];
  writeFileSync(
    samples,
    parts.map(([name], row) => `${name}\t${row === 0 ? 'tissue' : tissueOf(row)}\n`).join(''),
  );
  const common = ['--response', response, '--samples', samples];
  const both = ['--expression', expression, '--copy-number', other];
  const imported = [
    await typed('import', file, '--dataset', 'both', ...both, ...common),
    await typed('import', file, '--dataset', 'alone', '--copy-number', other, ...common),
  ];
  for (const { code, errors } of imported) expect(code, errors).toBe(0);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function predictionsOf(dataset: string, name: string, ...more: string[]): Promise<string> {
  const models = ['--models', 'trace-norm,ridge,kbmtl', '--outer', '3', '--inner', '2'];
  const options = ['--dataset', dataset, '--setting', 'inductive', ...models, '--name', name, ...more];
  const ran = await typed('evaluate', file, ...options);
  expect(ran.code, ran.errors).toBe(0);
  const out = join(folder, `${name}.tsv`);
  const exported = await typed('export', file, 'predictions', '--of', name, '--out', out);
  expect(exported.code, exported.errors).toBe(0);
  return readFileSync(out, 'utf8');
}

describe('evaluate --blocks', () => {
  test('gives what a data set of these blocks alone gives', async () => {
    const ofBlock = await predictionsOf('both', 'block', '--blocks', 'copy-number');
    expect(ofBlock).toBe(await predictionsOf('alone', 'alone'));
    expect(ofBlock).not.toBe(await predictionsOf('both', 'whole'));
  });

  test('records the blocks, unless they are all, and takes tissues as indicators', async () => {
    const evaluate = ['evaluate', file, '--dataset', 'both', '--models', 'ridge', '--setting', 'inductive'];
    const some = await typed(...evaluate, '--name', 'some', '--blocks', 'tissue,expression', '--json');
    expect(some.code, some.errors).toBe(0);
    expect(JSON.parse(some.output)).toMatchObject({ settings: { blocks: ['expression', 'tissue'] } });
    const again = await typed(...evaluate, '--name', 'some', '--blocks', 'expression,tissue', '--json');
    expect(JSON.parse(again.output)).toMatchObject({ wasDone: true });
    const all = await typed(...evaluate, '--name', 'all', '--blocks', 'copy-number,expression', '--json');
    expect(JSON.parse(all.output)).not.toHaveProperty('settings.blocks');
  });

  test('names the blocks there are when it is given another', async () => {
    const evaluate = ['evaluate', file, '--dataset', 'both', '--models', 'ridge', '--setting', 'inductive'];
    const ended = await typed(...evaluate, '--name', 'none', '--blocks', 'methylation');
    expect(ended.code).toBe(2);
    expect(ended.errors).toContain('found methylation, expected some of expression, copy-number, tissue');
  });
});
