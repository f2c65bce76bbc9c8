import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import { parseRows } from '../../../support/table.ts';
import { writePanel } from '../../../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-folds-'));
const file = join(folder, 'p.tracewise');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  const { expression, response } = writePanel(folder);
  const imported = ['--dataset', 'panel', '--expression', expression, '--response', response];
  expect(await typed('import', file, ...imported)).toMatchObject({ code: 0 });
});

function evaluate(name: string, setting: string, ...more: string[]) {
  const models = ['--models', 'trace-norm,ridge,additive-mean', '--inner', '2', '--threads', '1'];
  const seed = more.includes('--seed') ? [] : ['--seed', '4'];
  const place = [file, '--dataset', 'panel', '--setting', setting, '--name', name];
  return typed('evaluate', ...place, ...models, ...seed, ...more);
}

async function exported(what: string, name: string): Promise<string> {
  const out = join(folder, `${name}-${what}.tsv`);
  expect(await typed('export', file, what, '--of', name, '--out', out)).toMatchObject({ code: 0 });
  return out;
}

function lines(path: string): string[][] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
}

/** The folds of a run with one cell changed, or more. */
function changed(name: string, folds: string, change: (cells: string[][]) => void): string {
  const cells = lines(folds);
  change(cells);
  const path = join(folder, `${name}.tsv`);
  writeFileSync(path, cells.map((row) => `${row.join('\t')}\n`).join(''));
  return path;
}

describe('evaluate --folds', { timeout: 300_000 }, () => {
  test.each(['transductive', 'inductive'])(
    'gives the predictions of the run whose folds were exported, to the byte: %s',
    async (setting) => {
      const first = await evaluate(
        `${setting} run`,
        setting,
        '--outer',
        '3',
        '--drugs',
        'drug-3,drug-1,drug-4',
      );
      expect(first.code, first.errors).toBe(0);
      const folds = await exported('folds', `${setting} run`);
      const again = await evaluate(`${setting} again`, setting, '--folds', folds, '--json');
      expect(again.code, again.errors).toBe(0);
      expect(JSON.parse(again.output)).toMatchObject({
        settings: { outerFolds: 3, folds: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      });
      expect(again.output).toContain('drug-2 is left out: the table of folds gives it none');
      const replayed = await exported('predictions', `${setting} again`);
      const before = await exported('predictions', `${setting} run`);
      expect(readFileSync(replayed, 'utf8')).toBe(readFileSync(before, 'utf8'));
      const reseeded = await evaluate(`${setting} reseeded`, setting, '--folds', folds, '--seed', '5');
      expect(reseeded.code, reseeded.errors).toBe(0);
      const others = parseRows(readFileSync(await exported('predictions', `${setting} reseeded`), 'utf8'));
      expect(others.map((row) => row['outer_fold'])).toEqual(
        parseRows(readFileSync(before, 'utf8')).map((row) => row['outer_fold']),
      );
    },
  );

  test('goes on under its name with the same table, and is refused with another', async () => {
    const folds = await exported('folds', 'transductive run');
    const reordered = changed('reordered', folds, (cells) => cells.push(...cells.splice(5, 1)));
    expect(await evaluate('transductive again', 'transductive', '--folds', folds)).toMatchObject({ code: 0 });
    expect(await evaluate('transductive again', 'transductive', '--folds', reordered)).toMatchObject({
      code: 2,
    });
  });

  test('names the line and column of what does not fit, with exit code 3', async () => {
    const folds = await exported('folds', 'inductive run');
    const row = lines(folds).findIndex((cells, index) => index > 0 && !cells.includes('NA'));
    const fold = lines(folds)[row][2];
    const cases: [string, (cells: string[][]) => void, string][] = [
      ['two folds', (cells) => (cells[row][2] = fold === '1' ? '2' : '1'), `two folds.tsv:${row + 1}:`],
      ['no fold', (cells) => (cells[row][2] = 'NA'), `no fold.tsv:${row + 1}:3: the response of`],
      ['word', (cells) => (cells[row][1] = 'one'), `word.tsv:${row + 1}:2: this is no fold (found one`],
      [
        'sample',
        (cells) => (cells[row][0] = 'nobody'),
        `sample.tsv:${row + 1}:1: the data set has no sample`,
      ],
      ['drug', (cells) => (cells[0][3] = 'nothing'), 'drug.tsv:1:4: the data set has no drug'],
      ['twice', (cells) => cells.push(cells[row]), 'the sample stands twice'],
      ['row', (cells) => cells.splice(row, 1), 'found no row for the sample'],
      ['gap', (cells) => replaceFolds(cells, '2', '7'), 'found 1, 3, 7'],
    ];
    for (const [name, change, message] of cases) {
      const ended = await evaluate(name, 'inductive', '--folds', changed(name, folds, change));
      expect(ended.code, name).toBe(3);
      expect(ended.errors, name).toContain(message);
    }
  });

  test('passes over folds of what was not observed, and says so', async () => {
    const folds = await exported('folds', 'transductive run');
    const filled = changed('filled', folds, (cells) => replaceFolds(cells, 'NA', '1'));
    const ended = await evaluate('filled', 'transductive', '--folds', filled);
    expect(ended.code, ended.errors).toBe(0);
    expect(ended.errors).toMatch(/filled\.tsv: \d+ folds of entries that were not observed are passed over/);
    const predictions = await exported('predictions', 'filled');
    const before = await exported('predictions', 'transductive run');
    expect(readFileSync(predictions, 'utf8')).toBe(readFileSync(before, 'utf8'));
  });

  test('takes the number of folds from the table, and refuses another', async () => {
    const folds = await exported('folds', 'transductive run');
    const ended = await evaluate('five', 'transductive', '--folds', folds, '--outer', '5');
    expect(ended.code).toBe(2);
    expect(ended.errors).toContain('--outer: found 5, expected the 3 folds');
  });
});

function replaceFolds(cells: string[][], from: string, to: string): void {
  cells.slice(1).forEach((row) =>
    row.forEach((cell, column) => {
      if (column > 0 && cell === from) row[column] = to;
    }),
  );
}
