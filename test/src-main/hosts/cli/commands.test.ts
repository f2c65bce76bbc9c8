import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startProgram } from '../../../programs.ts';
import { typed } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { parseRows } from '../../../support/table.ts';
import { writePanel } from '../../../support/tables.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project = join(folder, 'study.tracewise');
const settings = ['--dataset', 'panel', '--models', 'additive-mean,drug-mean', '--setting', 'transductive'];

function importArguments(file: string, where = folder): string[] {
  const { expression, response } = writePanel(where);
  return ['import', file, '--dataset', 'panel', '--expression', expression, '--response', response];
}

describe('a study on the command line', () => {
  beforeAll(async () => {
    expect(await typed(...importArguments(project))).toMatchObject({ code: 0 });
    expect(await typed('evaluate', project, ...settings, '--name', 'run', '--seed', '3')).toMatchObject({
      code: 0,
    });
  });

  test('prints what it imported, progress apart', async () => {
    const { output, errors } = await typed(...importArguments(project), '--replace');
    expect(output).toContain('30 samples, matched by name');
    expect(output).toContain('12 features: 12 expression');
    expect(errors).toContain('reading tables: 80 %');
    expect(errors).toContain('storing the data set: 90 %');
    expect(output).not.toContain('%\n');
  });

  test('refuses a data set of the same name, with exit code 2', async () => {
    const { code, errors } = await typed(...importArguments(project));
    expect(code).toBe(2);
    expect(errors).toContain('there is already a data set "panel"');
  });

  test('describes and checks its project', async () => {
    const { output } = await typed('project', 'info', project);
    expect(output).toContain('project "study"');
    expect(output).toContain('data set "panel": 30 samples x 12 features, 4 drugs (response)');
    expect(output).toContain('run "run" on "panel": additive-mean, drug-mean, transductive, strict, seed 3');
    expect(await typed('project', 'check', project)).toMatchObject({
      code: 0,
      output: `${project} is sound\ndata set "panel": nothing to look into\n`,
    });
    const { output: answer } = await typed('project', 'check', project, '--json');
    expect(JSON.parse(answer)).toEqual({ file: project, sound: true, problems: [], findings: [] });
  });

  test('copies its project, never over a file', async () => {
    const copy = join(folder, 'copy.tracewise');
    expect(await typed('project', 'copy', project, copy)).toMatchObject({ code: 0 });
    expect((await typed('project', 'info', copy)).output).toContain('run "run"');
    const again = await typed('project', 'copy', project, copy);
    expect(again).toMatchObject({ code: 2 });
    expect(again.errors).toContain('there is a file already');
  });

  test('is done already when it is run again, and refuses other settings without --replace', async () => {
    const again = await typed('evaluate', project, ...settings, '--name', 'run', '--seed', '3');
    expect(again.code).toBe(0);
    expect(again.errors).toContain('"run" is already done');
    expect(again.output).toContain('additive-mean');
    const other = await typed('evaluate', project, ...settings, '--name', 'run', '--seed', '4');
    expect(other.code).toBe(2);
  });

  test('prints the models with wins and losses against the first', async () => {
    const { output } = await typed('evaluate', project, ...settings, '--name', 'run', '--seed', '3');
    expect(output).toMatch(/model +nMSE +MSE +r +wins\/losses against additive-mean\n/);
    expect(output).toMatch(/\ndrug-mean +1\.000 /);
    expect(output).toMatch(/additive-mean against drug-mean: \d wins, \d losses/);
  });

  test('prints one JSON object when asked to', async () => {
    const { output } = await typed(
      'evaluate',
      project,
      ...settings,
      '--name',
      'run',
      '--seed',
      '3',
      '--json',
    );
    const answer: unknown = JSON.parse(output);
    expect(answer).toMatchObject({ name: 'run', wasDone: true, settings: { seed: 3, metric: 'response' } });
    const failed = await typed('project', 'info', join(folder, 'none.tracewise'), '--json');
    expect(JSON.parse(failed.output)).toMatchObject({ error: { kind: 'not-found' } });
    expect(failed.code).toBe(2);
  });

  test('exports the columns of the contract', async () => {
    const columns: Record<string, string[]> = {
      evaluation: ['model', 'drug', 'n', 'mse', 'nmse', 'pearson', 'outer_fold'],
      predictions: ['sample', 'drug', 'observed', 'predicted', 'model', 'outer_fold'],
      folds: ['sample', 'drug-1', 'drug-2', 'drug-3', 'drug-4'],
    };
    for (const [what, expected] of Object.entries(columns)) {
      const out = join(folder, `${what}.tsv`);
      const { code, output } = await typed('export', project, what, '--of', 'run', '--out', out);
      expect(code).toBe(0);
      const rows = parseRows(readFileSync(out, 'utf8'));
      expect(Object.keys(rows[0])).toEqual(expected);
      expect(output).toBe(`wrote ${rows.length} rows to ${out}\n`);
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  test('writes observed values to exports as they were read', async () => {
    const out = join(folder, 'observed.tsv');
    await typed('export', project, 'predictions', '--of', 'run', '--drug', 'drug-2', '--out', out);
    const response = parseRows(readFileSync(join(folder, 'response.tsv'), 'utf8'));
    const measured = response.filter((row) => row['drug-2'] !== 'NA');
    const rows = parseRows(readFileSync(out, 'utf8')).filter((row) => row['model'] === 'drug-mean');
    expect(rows.map((row) => [row['sample'], Number(row['observed'])])).toEqual(
      measured.map((row) => [row['sample'], Number(row['drug-2'])]),
    );
  });

  test('says of an unknown name or drug what there is', async () => {
    expect(await typed('export', project, 'evaluation', '--of', 'nothing')).toMatchObject({ code: 2 });
    const { code, errors } = await typed('export', project, 'evaluation', '--of', 'run', '--drug', 'D9');
    expect(code).toBe(2);
    expect(errors).toContain('found D9, expected drug-1');
  });
});

test('export writes to standard output when no file is named', async () => {
  const own = temporaryFolder();
  const file = join(own, 'p.tracewise');
  await typed(...importArguments(file, own));
  await typed('evaluate', file, ...settings, '--name', 'run');
  const program = startProgram('src-main/hosts/cli/main.ts', ['export', file, 'comparison', '--of', 'run']);
  expect(await program.ended).toBe(0);
  expect(program.stdout().split('\n')[0]).toBe(
    'model_a\tmodel_b\twins\tlosses\tties\tmean_reduction_percent\tmax_reduction_percent\tp_value',
  );
});

test('Ctrl-C ends with exit code 130, and the same command goes on', async () => {
  const own = temporaryFolder();
  const file = join(own, 'p.tracewise');
  const { expression, response } = writePanel(own, { samples: 80, features: 200, tasks: 8, seed: 5 });
  await typed('import', file, '--dataset', 'panel', '--expression', expression, '--response', response);
  const long = [
    '--dataset',
    'panel',
    '--models',
    'drug-mean,trace-norm',
    '--setting',
    'transductive',
    '--name',
    'r',
  ];
  const program = startProgram('src-main/hosts/cli/main.ts', ['evaluate', file, ...long, '--threads', '1']);
  await program.untilErrors(/[2-8]0 %/);
  program.process.kill('SIGINT');
  expect(await program.ended).toBe(130);
  expect(program.stderr()).toContain('"r" was stopped');
  expect(existsSync(`${file}-wal`)).toBe(false);
  const { output } = await typed('project', 'info', file);
  expect(output).toMatch(/job "r": cancelled, \d of 6 units done/);
  const again = await typed('evaluate', file, ...long);
  expect(again.code).toBe(0);
  expect(again.errors).toContain('going on with "r"');
});

describe('usage errors name the option, what was found and what was expected, with exit code 2:', () => {
  const fit = ['fit', 'p.tracewise', '--dataset', 'x', '--name', 'm'];
  const evaluate = ['evaluate', 'p.tracewise', '--dataset', 'x', '--name', 'r', '--setting', 'inductive'];
  test.each<[string[], string[]]>([
    [[], ['found no command', 'expected project, import']],
    [['frob'], ['found the command frob', 'expected project']],
    [
      ['project', 'burn', 'x'],
      ['found burn', 'expected create'],
    ],
    [['project', 'create'], ['FILE is missing']],
    [
      ['project', 'check', 'a', 'b'],
      ['found b', 'nothing more'],
    ],
    [
      ['export', 'p.tracewise', 'nope', '--of', 'm'],
      ['WHAT: found nope', 'expected weights'],
    ],
    [
      ['fit', 'p', '--dataset', 'x', '--model', 'ridge', '--name', 'm', '--lambda', '1', '--drugs', ','],
      ['--drugs: found ,', 'expected names separated by commas'],
    ],
    [
      [...fit, '--model', 'lasso'],
      ['--model: found lasso', 'trace-norm'],
    ],
    [
      [...fit, '--model', 'ridge', '--lambda', '-1'],
      ['--lambda: found -1', 'at least 0'],
    ],
    [[...fit, '--model', 'ridge', '--lambda', '1', '--cv'], ['--lambda and --cv']],
    [
      [...fit, '--model', 'ridge', '--l1-ratio', '0.5'],
      ['--l1-ratio', 'elastic-net'],
    ],
    [
      [...fit, '--model', 'elastic-net', '--l1-ratio', '2'],
      ['found 2', 'at most 1'],
    ],
    [
      [...fit, '--model', 'trace-norm', '--tolerance', '0'],
      ['found 0', 'above 0'],
    ],
    [[...fit, '--model'], ['--model: found nothing']],
    [
      [...fit, '--modle', 'ridge'],
      ['no option --modle', '--model'],
    ],
    [[...evaluate, '--models', 'ridge,ridge'], ['ridge twice']],
    [
      [...evaluate, '--models', 'ridge', '--outer', '1'],
      ['--outer: found 1', 'from 2 to 100'],
    ],
    [
      [...evaluate, '--models', 'ridge', '--seed', '1.5'],
      ['--seed: found 1.5', 'whole number'],
    ],
    [[...evaluate, '--models', 'ridge', '--threads', '0'], ['--threads: found 0']],
    [[...evaluate, '--models', 'ridge', '--seed', '1', '--seed', '2'], ['--seed is given twice']],
    [['export', 'p.tracewise'], ['FILE WHAT']],
    [
      ['export', 'p.tracewise', 'weight', '--of', 'm'],
      ['found weight', 'weights'],
    ],
  ])('%j', async (args, words) => {
    const { code, output, errors } = await typed(...args);
    expect(code).toBe(2);
    for (const word of words) expect(errors).toContain(word);
    expect(output).toBe('');
  });

  test.each([
    ['predict', 'p.tracewise'],
    [...fit, '--model', 'kbmtl'],
  ])('what a later version brings: %s %s', async (...args) => {
    const { code, errors } = await typed(...args);
    expect(code).toBe(2);
    expect(errors).toContain('this version does not have it yet');
  });
});

test('--help lists the commands, and the options of each, of this version alone', async () => {
  const { code, output } = await typed('--help');
  expect(code).toBe(0);
  for (const command of ['project', 'import', 'fit', 'evaluate', 'screen', 'tasks', 'export', 'serve']) {
    expect(output).toContain(`tracewise ${command}`);
    const help = await typed(command, '--help');
    expect(help.code).toBe(0);
    expect(help.output).toContain('--json');
  }
});
