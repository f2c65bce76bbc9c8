import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typed } from '../../../support/commandLine.ts';

const example = 'resources/example';
const folder = mkdtempSync(join(tmpdir(), 'tracewise-recipe-'));
const data = join(folder, 'data');
const study = join(folder, 'study.tracewise');
const again = join(folder, 'again.tracewise');
const oneThread = ['--threads', '1'];
const minutes = { timeout: 900_000 };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every export whose bytes are compared, by the result that it is of. */
const exports = [
  ['screen', 'noise'],
  ['predictions', 'run'],
  ['folds', 'run'],
  ['comparison', 'run'],
  ['predictions', 'replayed'],
  ['weights', 'model'],
  ['intercepts', 'model'],
  ['merges', 'tree'],
  ['clusters', 'tree'],
  ['enrichment', 'sets'],
] as const;

async function done(...args: string[]): Promise<void> {
  const { code, errors } = await typed(...args);
  expect(code, `${args.join(' ')}: ${errors}`).toBe(0);
}

async function exported(project: string, what: string, of: string): Promise<string> {
  const out = join(folder, 'out.txt');
  await done('export', project, what, '--of', of, '--out', out);
  return readFileSync(out, 'utf8');
}

async function recipeOf(of: string): Promise<string> {
  const path = join(data, `${of}.json`);
  await done('export', study, 'recipe', '--of', of, '--out', path);
  return path;
}

interface RecipeRecord {
  version: string;
  steps: { kind: string; name?: string; tables?: { file: { name: string } }[] }[];
}

function read(path: string): RecipeRecord {
  return JSON.parse(readFileSync(path, 'utf8')) as RecipeRecord;
}

beforeAll(async () => {
  mkdirSync(data);
  for (const file of readdirSync(example)) copyFileSync(join(example, file), join(data, file));
  const at = (name: string) => join(data, name);
  const response = ['--response', at('response.tsv'), '--metric', 'activity area'];
  const described = ['--drugs', at('drugs.tsv'), '--samples', at('samples.tsv')];
  const panel = ['--dataset', 'panel'];
  await done(
    'import',
    study,
    ...panel,
    '--expression',
    at('expression.tsv.gz'),
    ...response,
    ...described,
    '--min-variance',
    '0.2',
  );
  await done('import', study, ...panel, '--add', '--mutation', at('mutation.tsv.gz'), '--missing', 'mean');
  const few = ['--protocol', 'fast', '--repeats', '3', '--permutations', '10'];
  await done('screen', study, ...panel, '--name', 'noise', ...few, ...oneThread);
  const evaluate = [
    'evaluate',
    study,
    ...panel,
    '--models',
    'ridge,additive-mean',
    '--inner',
    '2',
    ...oneThread,
  ];
  const blocks = ['--blocks', 'mutation,tissue', '--group-by', 'tissue'];
  await done(
    ...evaluate,
    '--setting',
    'inductive',
    '--outer',
    '2',
    '--name',
    'run',
    '--seed',
    '9',
    ...blocks,
  );
  const folds = join(folder, 'folds.tsv');
  writeFileSync(folds, await exported(study, 'folds', 'run'));
  await done(...evaluate, '--setting', 'transductive', '--name', 'replayed', '--folds', folds);
  const fit = ['--model', 'trace-norm', '--lambda-fraction', '0.3', '--name', 'model'];
  await done('fit', study, ...panel, ...fit, ...oneThread);
  await done('cluster', study, '--model', 'model', '--name', 'tree', ...oneThread);
  const sets = ['--sets', 'go-cc', '--top', '20', '--name', 'sets'];
  await done('enrich', study, '--model', 'model', ...sets, ...oneThread);
}, minutes.timeout);

describe('export recipe and run', minutes, () => {
  test('make everything of a data set again, to the byte, elsewhere', async () => {
    const recipe = await recipeOf('panel');
    expect(read(recipe).steps.map(({ kind, name }) => name ?? kind)).toEqual([
      'import',
      'import',
      'noise',
      'run',
      'replayed',
      'model',
      'tree',
      'sets',
    ]);
    await done('run', recipe, again, ...oneThread);
    for (const [what, of] of exports) {
      expect(await exported(again, what, of), `${what} of ${of}`).toBe(await exported(study, what, of));
    }
    expect(await exported(again, 'recipe', 'panel')).toBe(await exported(study, 'recipe', 'panel'));
  });

  test('go on where they were, and are done when nothing is left', async () => {
    const ended = await typed('run', join(data, 'panel.json'), again, ...oneThread);
    expect(ended.code, ended.errors).toBe(0);
    expect(ended.errors).toContain('"panel" is already imported');
    expect(ended.output).toContain('evaluate "run" is already done');
  });

  test('hold what one result was made from, and nothing else', async () => {
    const names = async (of: string) => read(await recipeOf(of)).steps.flatMap(({ name }) => name ?? []);
    expect(await names('sets')).toEqual(['model', 'sets']);
    expect(await names('run')).toEqual(['run']);
  });

  test('name no folder of the machine where files were given by a path of it', () => {
    const files = read(join(data, 'panel.json')).steps.flatMap(({ tables }) => tables ?? []);
    expect(files.map(({ file }) => file.name)).toContain('mutation.tsv.gz');
  });

  test('refuse a file that differs by its name, unless changed files are allowed', async () => {
    const other = join(folder, 'other');
    mkdirSync(other);
    for (const file of readdirSync(example)) copyFileSync(join(example, file), join(other, file));
    const samples = readFileSync(join(other, 'samples.tsv'), 'utf8');
    writeFileSync(join(other, 'samples.tsv'), `${samples}\n`);
    const recipe = await recipeOf('run');
    const project = join(folder, 'other.tracewise');
    const refused = await typed('run', recipe, project, '--files', other, ...oneThread);
    expect(refused.code).toBe(3);
    expect(refused.errors).toContain('samples.tsv: this is not the file that the recipe was made with');
    expect(existsSync(project)).toBe(false);
    const allowed = await typed('run', recipe, project, '--files', other, '--allow-changed', ...oneThread);
    expect(allowed.code, allowed.errors).toBe(0);
    expect(allowed.errors).toContain('samples.tsv is not the file of the recipe');
  });

  test('warn of another version, and refuse what is no recipe', async () => {
    const path = join(data, 'older.json');
    writeFileSync(path, JSON.stringify({ ...read(join(data, 'run.json')), version: '0.0.1' }));
    const older = await typed('run', path, join(folder, 'older.tracewise'), ...oneThread);
    expect(older.code, older.errors).toBe(0);
    expect(older.errors).toContain('the recipe is of version 0.0.1');
    writeFileSync(path, '{"format": "something else"}');
    const none = await typed('run', path, join(folder, 'none.tracewise'), ...oneThread);
    expect(none.code).toBe(3);
    expect(none.errors).toContain('this is no recipe');
    expect(await typed('run', join(folder, 'nothing.json'))).toMatchObject({ code: 2 });
  });
});
