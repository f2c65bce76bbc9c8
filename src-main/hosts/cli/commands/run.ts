import { existsSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join, parse } from 'node:path';
import { recipe as recipeRecord } from '#shared/contract/recipe.ts';
import type { Recipe } from '#shared/contract/recipe.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { programVersion } from '../../product.ts';
import { requirePositionals } from '../command.ts';
import type { Command } from '../command.ts';
import { projectNameOf, requireFolder, requireSame } from '../files.ts';
import { threadsOption } from '../options.ts';
import type { Options } from '../options.ts';
import { replay } from '../replay.ts';
import type { ReplayFiles } from '../replay.ts';
import { openProject, withSession } from '../session.ts';
import type { Session, Terminal } from '../session.ts';
import { readThreads } from '../settings.ts';
import { UsageError } from '../usageError.ts';

export const runRecipe: Command = {
  name: 'run',
  summary: 'Do the steps of a recipe again, to the same numbers.',
  synopsis: ['RECIPE [FILE] [--files DIR] [options]'],
  options: [
    { name: 'files', value: 'DIR', help: 'where the files to import are; beside the recipe when left out' },
    { name: 'allow-changed', help: 'also with files that are not those of the recipe' },
    threadsOption,
  ],
  notes: [
    'tracewise export FILE recipe --of NAME writes the recipe of a result, or of everything made from a data set.',
    'FILE is the project to make; when left out it has the name of the recipe and stands in this folder.',
    'Run again, it goes on where it was stopped.',
  ],
  run,
};

async function run(options: Options, terminal: Terminal): Promise<void> {
  const { positionals } = options;
  const [recipePath] =
    positionals.length === 1 ? positionals : requirePositionals(options, ['RECIPE', 'FILE']);
  const file = positionals.at(1) ?? `${parse(recipePath).name}.tracewise`;
  const folder = options.text('files') ?? dirname(recipePath);
  const threads = readThreads(options);
  const recipe = await readRecipe(recipePath);
  if (recipe.version !== programVersion) {
    terminal.warn(
      `the recipe is of version ${recipe.version} of Tracewise, and this is ${programVersion}: numbers may differ`,
    );
  }
  const allowChanged = options.has('allow-changed');
  const files = await filesOf(recipe, folder, allowChanged, terminal);
  requireFolder(file);
  const isNew = !existsSync(file);
  const made = { hasData: false };
  try {
    await withSession(terminal, threads, async (session) => {
      const { projectId } = isNew ? await create(session, file) : await openProject(session, file);
      const onImported = () => (made.hasData = true);
      await replay(session, terminal, { recipe, projectId, files, allowChanged, onImported });
    });
  } catch (error) {
    if (isNew && !made.hasData)
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    throw error;
  }
  terminal.say(`${file}: "${recipe.of}" is there, in ${recipe.steps.length} steps`);
  terminal.answer({ file, of: recipe.of, steps: recipe.steps.length });
}

function create({ call, files }: Session, file: string): Promise<{ projectId: string }> {
  return call('project/create', { fileId: files.add(file), name: projectNameOf(file) });
}

/** @throws TracewiseError `invalid-input` for a file that is no recipe of this version's form */
async function readRecipe(path: string): Promise<Recipe> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${path}: ${error instanceof Error ? error.message : 'it cannot be read'}`);
  });
  const parsed = recipeRecord.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new TracewiseError('invalid-input', 'this is no recipe that this version of Tracewise understands', {
    place: { file: path },
    found: `${issue.path.join('.') || 'the whole file'}: ${issue.message}`,
    expected: 'what tracewise export FILE recipe --of NAME writes',
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The paths of the files to import, by their names in the recipe.
 * @throws TracewiseError `invalid-input` for a file that is not there, or not the recipe's and changed files are not allowed
 */
async function filesOf(
  { steps }: Recipe,
  folder: string,
  allowChanged: boolean,
  terminal: Terminal,
): Promise<ReplayFiles> {
  const paths = new Map<string, string>();
  for (const { file } of steps.flatMap((step) => (step.kind === 'import' ? step.tables : []))) {
    const candidates = [join(folder, file.name), join(folder, basename(file.name))];
    const path = candidates.find((candidate) => existsSync(candidate));
    if (path === undefined) throw notThere(file.name, folder);
    await requireSame(path, file.sha256, { allowChanged, warn: terminal.warn });
    paths.set(file.name, path);
  }
  return { folder, paths };
}

function notThere(name: string, folder: string): TracewiseError {
  return new TracewiseError('invalid-input', 'a file of the recipe is not there', {
    place: { file: join(folder, name) },
    remedy: 'Name the folder that holds the files with --files',
  });
}
