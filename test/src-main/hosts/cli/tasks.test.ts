import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { typed } from '../../../support/commandLine.ts';
import type { Ended } from '../../../support/commandLine.ts';
import { parseRows } from '../../../support/table.ts';
import { writePanel } from '../../../support/tables.ts';

// Elastic nets of every drug are trained for real, also on a machine that does much else.
vi.setConfig({ testTimeout: 240_000 });

const folder = mkdtempSync(join(tmpdir(), 'tracewise-tasks-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = join(folder, 'study.tracewise');
const design = ['--outer', '2', '--inner', '2', '--protocol', 'paper'];

function tasks(...options: string[]): Promise<Ended> {
  return typed('tasks', project, '--dataset', 'panel', ...design, ...options);
}

async function exported(what: 'tasks' | 'evaluation', name: string): Promise<string> {
  const out = join(folder, `${name}-${what}.tsv`);
  const { code, errors } = await typed('export', project, what, '--of', name, '--out', out);
  expect(code, errors).toBe(0);
  return readFileSync(out, 'utf8');
}

describe('groups of drugs on the command line', () => {
  beforeAll(async () => {
    const { expression, response } = writePanel(folder, { samples: 30, features: 15, tasks: 4, seed: 3 });
    const imported = await typed(
      ...['import', project, '--dataset', 'panel', '--expression', expression, '--response', response],
      ...['--metric', 'activity'],
    );
    expect(imported, imported.errors).toMatchObject({ code: 0 });
  });

  test('print a line per size, and which size pays', async () => {
    const { code, output, errors } = await tasks('--name', 'first', '--groups', '2,3', '--threads', '1');
    expect(code, errors).toBe(0);
    expect(output).toMatch(/^first: 4 drugs, activity\ntransductive, paper, seed 1; /);
    expect(output).toMatch(/\ngroup size +groups +drugs in each +median +quartiles +wins\/losses +P\n/);
    const sizes = [...output.matchAll(/\n(\d+) +(\d+) +(\d+) +\d\.\d{3} /g)].map((found) =>
      found.slice(1).map(Number),
    );
    expect(sizes).toEqual([
      [4, 1, 4],
      [2, 2, 2],
    ]);
    expect(errors).toContain('groups of 3 are left out: 4 drugs are one group');
    expect(output).toMatch(/better off than with its elastic net/);
  });

  test('go on or are done under the same settings, in whatever order the sizes stand', async () => {
    const { code, output, errors } = await tasks('--name', 'first', '--groups', '3,2,3', '--json');
    expect(code, errors).toBe(0);
    expect(errors).toContain('"first" is already done');
    const answer: unknown = JSON.parse(output);
    expect(answer).toMatchObject({
      name: 'first',
      wasDone: true,
      settings: {
        groupSizes: [3, 2],
        metric: 'activity',
        scheme: 'transductive',
        protocol: 'paper',
        outerFolds: 2,
        innerFolds: 2,
        seed: 1,
      },
      scores: [{ size: 4 }, { size: 2 }],
    });
  });

  test('are refused under other settings, unless they are to replace', async () => {
    const refused = await tasks('--name', 'first', '--groups', '2', '--drugs', 'drug-1,drug-2,drug-3');
    expect(refused.code).toBe(2);
    expect(refused.errors).toContain('"first" is already the name of a result');
  });

  test('give the same bytes on one thread and on two', async () => {
    const again = await tasks('--name', 'again', '--groups', '3,2', '--threads', '2');
    expect(again.code, again.errors).toBe(0);
    expect(await exported('tasks', 'again')).toBe(await exported('tasks', 'first'));
  });

  test('have, all together, the errors that evaluate gives under the same seed', async () => {
    const evaluated = await typed(
      ...['evaluate', project, '--dataset', 'panel', '--models', 'trace-norm,elastic-net'],
      ...['--setting', 'transductive', ...design, '--name', 'run'],
    );
    expect(evaluated.code, evaluated.errors).toBe(0);
    const scores = parseRows(await exported('evaluation', 'run')).filter(
      (row) => row['outer_fold'] === 'all',
    );
    const mseOf = (model: string, drug: string) =>
      scores.find((row) => row['model'] === model && row['drug'] === drug)?.['mse'];
    const rows = parseRows(await exported('tasks', 'first'));
    expect(rows).toHaveLength(8);
    for (const row of rows) expect(row['mse_elastic_net']).toBe(mseOf('elastic-net', row['drug']));
    for (const row of rows.filter((own) => own['group_size'] === '4')) {
      expect(row['mse']).toBe(mseOf('trace-norm', row['drug']));
    }
  });

  test.each([
    [['--groups', '1'], '--groups: found 1, expected whole numbers of at least 2'],
    [['--groups', '4,x'], '--groups: found x, expected whole numbers of at least 2'],
    [['--groups', '2.5'], '--groups: found 2.5, expected whole numbers of at least 2'],
    [
      ['--setting', 'sideways'],
      '--setting: found sideways, expected transductive, inductive or leave-tissue-out',
    ],
  ])('are refused with %j', async (options, message) => {
    const { code, errors } = await tasks('--name', 'x', ...options);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });
});
