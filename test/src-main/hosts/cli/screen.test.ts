import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProgram } from '../../../programs.ts';
import { typed } from '../../../support/commandLine.ts';
import type { Ended } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { parseRows } from '../../../support/table.ts';
import { writePanel } from '../../../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-screen-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = join(folder, 'study.tracewise');
const counts = ['--repeats', '3', '--permutations', '40'];

function screen(...options: string[]): Promise<Ended> {
  return typed('screen', project, '--dataset', 'panel', ...counts, ...options);
}

/** The responses of a panel in which the second and fourth drug are a count of the samples, shuffled. */
function writeNoise(response: string, path: string): void {
  const [header, ...rows] = readFileSync(response, 'utf8').trimEnd().split('\n');
  const mixed = rows.map((row, index) =>
    row
      .split('\t')
      .map((cell, column) => (column === 2 || column === 4 ? String((index * 37 * column) % 101) : cell))
      .join('\t'),
  );
  writeFileSync(path, `${[header, ...mixed].join('\n')}\n`);
}

describe('a label-noise screen on the command line', () => {
  beforeAll(async () => {
    const { expression, response } = writePanel(folder, { samples: 40, features: 15, tasks: 4, seed: 3 });
    const noise = join(folder, 'noise.tsv');
    writeNoise(response, noise);
    const imported = await typed(
      ...['import', project, '--dataset', 'panel', '--expression', expression],
      ...['--response', response, '--metric', 'activity', '--response', noise, '--metric', 'AUC'],
    );
    expect(imported, imported.errors).toMatchObject({ code: 0 });
    expect(imported.output).toMatch(/4 drugs, activity, .*\n +4 drugs, AUC, /);
  });

  test('takes every metric when none is named, and prints what passes and every drug', async () => {
    const { code, output, errors } = await screen('--name', 'first', '--seed', '5');
    expect(code, errors).toBe(0);
    expect(output).toContain('first: 3 repeats, 40 permutations, strict, seed 5\nnoisy from q = 0.05 on\n');
    expect(output).toContain('activity: 4 of 4 drugs pass\nAUC: 2 of 4 drugs pass\n');
    expect(output).toMatch(/\ndrug +metric +n +P +permutation P +q +permutations +noisy\n/);
    expect(output).toMatch(/\ndrug-1 +activity +\d+ +\S+ +0\.024 +0\.024 +40\n/);
    expect(output).toMatch(/\ndrug-2 +AUC +\d+ .* noisy\n/);
    expect(errors).toContain('screen "first": 100 %');
  });

  test('is done already under the same settings, however its metrics are written', async () => {
    for (const metrics of [
      ['--metric', 'activity', 'AUC'],
      ['--metric', 'activity', '--metric', 'AUC'],
      ['--metric', 'activity,AUC'],
    ]) {
      const { code, output, errors } = await screen(...metrics, '--name', 'first', '--seed', '5', '--json');
      expect(code, errors).toBe(0);
      expect(errors).toContain('"first" is already done');
      expect(JSON.parse(output)).toMatchObject({
        name: 'first',
        wasDone: true,
        settings: {
          metrics: ['activity', 'AUC'],
          protocol: 'strict',
          repeats: 3,
          permutations: 40,
          holdout: 0.2,
          threshold: 0.05,
          earlyDecision: true,
          seed: 5,
        },
        noise: [
          { metric: 'activity', screenedCount: 4, noisyDrugs: [] },
          { metric: 'AUC', screenedCount: 4, noisyDrugs: ['drug-2', 'drug-4'] },
        ],
      });
    }
  });

  test('is refused under other settings, unless it is to replace', async () => {
    const other = ['--metric', 'AUC', '--name', 'first', '--seed', '5'];
    const refused = await screen(...other);
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('"first" is already the name of a result');
    const own = join(temporaryFolder(), 'own.tracewise');
    copyFileSync(project, own);
    const replaced = await typed('screen', own, '--dataset', 'panel', ...counts, ...other, '--replace');
    expect(replaced.code, replaced.errors).toBe(0);
    expect(replaced.output).not.toContain('activity');
  });

  test('gives the same numbers on one thread and on two, in its export', async () => {
    const table = async (name: string): Promise<string> => {
      const out = join(folder, `${name}.tsv`);
      const { code, errors } = await typed('export', project, 'screen', '--of', name, '--out', out);
      expect(code, errors).toBe(0);
      return readFileSync(out, 'utf8');
    };
    for (const threads of ['1', '2']) {
      const { code, errors } = await screen(
        ...['--protocol', 'fast', '--name', `on-${threads}`, '--threads', threads, '--full-count'],
        ...['--threshold', '0.02', '--holdout', '0.3'],
      );
      expect(code, errors).toBe(0);
    }
    expect(await table('on-1')).toBe(await table('on-2'));
    const rows = parseRows(await table('on-1'));
    expect(rows).toHaveLength(8);
    expect(rows.map((row) => row['permutations_run'])).toEqual(rows.map(() => '40'));
    const { output } = await screen(
      ...['--protocol', 'fast', '--name', 'on-1', '--full-count', '--threshold', '0.02', '--holdout', '0.3'],
      '--json',
    );
    expect(JSON.parse(output)).toMatchObject({
      settings: { protocol: 'fast', threshold: 0.02, holdout: 0.3, earlyDecision: false, seed: 1 },
    });
  });

  test('is exported for one metric or drug, and described in its project', async () => {
    const out = join(folder, 'one.tsv');
    const one = await typed(
      ...['export', project, 'screen', '--of', 'first', '--metric', 'AUC', '--drug', 'drug-2', '--out', out],
    );
    expect(one).toMatchObject({ code: 0, output: `wrote 1 row to ${out}\n` });
    const [row] = parseRows(readFileSync(out, 'utf8'));
    expect(row).toMatchObject({ drug: 'drug-2', noisy: 'TRUE' });
    expect(row).not.toHaveProperty('metric');
    const wrong = await typed('export', project, 'screen', '--of', 'first', '--metric', 'IC50');
    expect(wrong.code).toBe(2);
    expect(wrong.errors).toContain('found IC50, expected activity, AUC');
    const misplaced = await typed('export', project, 'weights', '--of', 'first', '--metric', 'AUC');
    expect(misplaced.code).toBe(2);
    const { output } = await typed('project', 'info', project);
    expect(output).toContain(
      'screen "first" on "panel": strict, seed 5, 4 of 4 drugs pass (activity), 2 of 4 drugs pass (AUC)',
    );
    expect(await typed('project', 'check', project)).toMatchObject({ code: 0 });
  });

  test.each([
    [['--metric', 'IC50'], 'found IC50, expected activity or AUC'],
    [['--metric', 'activity,IC50'], 'found IC50'],
    [['--metric', 'AUC', 'activity,AUC'], 'found AUC twice'],
    [['--metric', 'AUC,'], '--metric: found nothing'],
  ])('refuses metrics that are not there or stand twice: %j', async (metrics, words) => {
    const { code, errors } = await screen(...metrics, '--name', 'other');
    expect(code).toBe(2);
    expect(errors).toContain(words);
  });

  test('says which data sets there are', async () => {
    const { code, errors } = await typed('screen', project, '--dataset', 'none', '--name', 'x');
    expect(code).toBe(2);
    expect(errors).toContain('--dataset: found none, expected one of panel');
  });
});

test.each<[string[], string[]]>([
  [
    ['--protocol', 'loose'],
    ['found loose', 'strict, paper or fast'],
  ],
  [
    ['--threshold', '1'],
    ['--threshold: found 1', 'above 0 and below 1'],
  ],
  [
    ['--protocol', 'fast', '--holdout', '0.6'],
    ['--holdout: found 0.6', 'at least 0.05 and at most 0.5'],
  ],
  [['--full-count'], ['--full-count: found with --protocol strict', 'paper or fast']],
  [['--holdout', '0.3'], ['--holdout: found with --protocol strict']],
  [
    ['--permutations', '0'],
    ['--permutations: found 0', 'from 1 to 1000000'],
  ],
  [['--name', 'again'], ['--name is given twice']],
  [
    ['--seed', '1', 'surplus'],
    ['found p.tracewise surplus', 'expected FILE'],
  ],
])('a screen with %j is a usage error, with exit code 2', async (options, words) => {
  const args = ['screen', 'p.tracewise', '--dataset', 'x', '--name', 's', ...options];
  const { code, output, errors } = await typed(...args);
  expect(code).toBe(2);
  for (const word of words) expect(errors).toContain(word);
  expect(output).toBe('');
});

test('a metric whose name has a comma is taken by its name', async () => {
  const own = temporaryFolder();
  const file = join(own, 'p.tracewise');
  const { expression, response } = writePanel(own);
  const second = join(own, 'second.tsv');
  copyFileSync(response, second);
  const imported = await typed(
    ...['import', file, '--dataset', 'panel', '--expression', expression],
    ...['--response', response, '--response', second, '--metric', 'IC50, log', '--metric', 'IC50'],
  );
  expect(imported, imported.errors).toMatchObject({ code: 0 });
  const few = ['--repeats', '1', '--permutations', '1', '--name', 's', '--json'];
  const { code, output, errors } = await typed(
    ...['screen', file, '--dataset', 'panel', '--metric', 'IC50, log', ...few],
  );
  expect(code, errors).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ settings: { metrics: ['IC50, log'] } });
});

test('a screen ends at Ctrl-C with exit code 130, and the same command goes on', async () => {
  const own = temporaryFolder();
  const file = join(own, 'p.tracewise');
  const { expression, response } = writePanel(own, { samples: 60, features: 60, tasks: 8, seed: 5 });
  await typed('import', file, '--dataset', 'panel', '--expression', expression, '--response', response);
  const command = [file, '--dataset', 'panel', '--name', 's', '--repeats', '10', '--permutations', '150'];
  const program = startProgram('src-main/hosts/cli/main.ts', ['screen', ...command, '--threads', '1']);
  await program.untilErrors(/[2-8]0 %/);
  program.process.kill('SIGINT');
  expect(await program.ended, program.stderr()).toBe(130);
  expect(program.stderr()).toContain('"s" was stopped');
  expect(existsSync(`${file}-wal`)).toBe(false);
  const { output } = await typed('project', 'info', file);
  expect(output).toMatch(/job "s": cancelled, [1-7] of 8 units done/);
  const again = await typed('screen', ...command);
  expect(again.code, again.errors).toBe(0);
  expect(again.errors).toContain('going on with "s"');
});

test('a screen that was killed and one on other threads export the same bytes as an undisturbed one', async () => {
  const own = temporaryFolder();
  const { expression, response } = writePanel(own, { samples: 60, features: 60, tasks: 8, seed: 5 });
  const counts = ['--repeats', '10', '--permutations', '150'];
  const exportOf = async (file: string): Promise<string> => {
    const out = `${file}.tsv`;
    const { code, errors } = await typed('export', file, 'screen', '--of', 's', '--out', out);
    expect(code, errors).toBe(0);
    return readFileSync(out, 'utf8');
  };
  const tables: string[] = [];
  for (const name of ['killed', 'whole']) {
    const file = join(own, `${name}.tracewise`);
    await typed('import', file, '--dataset', 'panel', '--expression', expression, '--response', response);
    const command = ['screen', file, '--dataset', 'panel', '--name', 's', ...counts];
    if (name === 'killed') {
      const program = startProgram('src-main/hosts/cli/main.ts', [...command, '--threads', '1']);
      await program.untilErrors(/[2-8]0 %/);
      program.process.kill('SIGKILL');
      await program.ended;
      const { output } = await typed('project', 'info', file);
      expect(output).toMatch(/job "s": paused, [1-7] of 8 units done/);
    }
    const { code, errors } = await typed(...command, '--threads', '2');
    expect(code, errors).toBe(0);
    tables.push(await exportOf(file));
  }
  expect(tables[0]).toBe(tables[1]);
  expect(tables[0].split('\n').length).toBe(10);
});
