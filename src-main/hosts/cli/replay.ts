import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { MethodArguments } from '#shared/contract/methods.ts';
import type { Recipe, RecipeStep } from '#shared/contract/recipe.ts';
import type { EnrichSettings } from '#shared/model/enrichment.ts';
import { importStep } from '#shared/model/recipe.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { requireSame } from './files.ts';
import { runJob } from './runJob.ts';
import type { Session, Terminal } from './session.ts';

/** Where the files of a recipe are. */
export interface ReplayFiles {
  /** Where gene sets are looked for. */
  folder: string;
  /** Of what is imported, by its name in the recipe. */
  paths: ReadonlyMap<string, string>;
}

export interface Replay {
  recipe: Recipe;
  projectId: string;
  files: ReplayFiles;
  /** Whether other data than the recipe's will do. */
  allowChanged: boolean;
  /** The data are in the project. */
  onImported: () => void;
}

type StepOf<Kind extends RecipeStep['kind']> = Extract<RecipeStep, { kind: Kind }>;

/**
 * Does the steps of a recipe in a project; what is there already stays.
 * @throws TracewiseError `invalid-input` when the files give other data than the recipe's; else as the steps do
 */
export async function replay(session: Session, terminal: Terminal, asked: Replay): Promise<void> {
  const { recipe, onImported } = asked;
  const imports = recipe.steps.filter((step) => step.kind === 'import');
  await importAll(session, terminal, asked, imports);
  onImported();
  for (const step of recipe.steps) {
    if (step.kind === 'analyse') await analyse(session, terminal, asked, step);
    if (step.kind === 'derive') await derive(session, terminal, asked, step);
  }
}

async function importAll(
  session: Session,
  terminal: Terminal,
  { recipe, projectId, files, allowChanged }: Replay,
  steps: readonly StepOf<'import'>[],
): Promise<void> {
  const { call, files: typed } = session;
  if (await hasDataset(session, projectId, recipe, steps)) {
    terminal.warn(`"${steps[0].dataset}" is already imported`);
    return;
  }
  for (const { add, tables, ...step } of steps.map((whole) => importStep.strip().parse(whole))) {
    terminal.say(`importing "${step.dataset}"`);
    const request = {
      ...step,
      tables: tables.map(({ file, ...table }) => ({
        ...table,
        fileId: typed.add(files.paths.get(file.name) ?? file.name),
      })),
    };
    // A block that was imported anew in the study replaces the one before here too.
    await call('import/run', { projectId, request, replace: add, add });
  }
  if (allowChanged || (await hasDataset(session, projectId, recipe, steps))) return;
  throw new TracewiseError('invalid-input', 'the files give other data than when the recipe was made', {
    found: 'names or values that differ',
    expected: `the data set of SHA-256 ${recipe.datasetHash}`,
    remedy: 'Run with the version of Tracewise that made the recipe, or with --allow-changed',
  });
}

async function hasDataset(
  { call }: Session,
  projectId: string,
  { datasetHash }: Recipe,
  [{ dataset }]: readonly StepOf<'import'>[],
): Promise<boolean> {
  const { datasets } = await call('project/overview', { projectId });
  return datasets.some(({ name, hash }) => name === dataset && hash === datasetHash);
}

async function analyse(
  session: Session,
  terminal: Terminal,
  { projectId }: Replay,
  { name, dataset, analysis, folds }: StepOf<'analyse'>,
): Promise<void> {
  if (folds !== undefined) await session.call('layout/keep-folds', { projectId, table: folds });
  const request = { projectId, dataset, name, analysis, replace: false };
  const { wasDone } = await runJob(session, terminal, request);
  terminal.say(`${analysis.kind} "${name}" is ${wasDone ? 'already done' : 'done'}`);
}

async function derive(
  session: Session,
  terminal: Terminal,
  { projectId, files, allowChanged }: Replay,
  { name, derivation }: StepOf<'derive'>,
): Promise<void> {
  const { call } = session;
  const common = { projectId, name, replace: false };
  const { wasDone } =
    derivation.kind === 'cluster'
      ? await call('result/derive', { ...common, derivation })
      : await call('enrichment/run', {
          ...common,
          model: derivation.settings.model,
          queries: derivation.settings.queries,
          top: derivation.settings.top,
          direction: derivation.settings.direction,
          sets: await setsOf(session, derivation.settings, files, { allowChanged, warn: terminal.warn }),
        });
  terminal.say(`${derivation.kind} "${name}" is ${wasDone ? 'already done' : 'done'}`);
}

/** Sets that ship with the program, or were loaded, else a GMT file beside the others. */
async function setsOf(
  { call, files: typed }: Session,
  { sets }: EnrichSettings,
  { folder }: ReplayFiles,
  { allowChanged, warn }: { allowChanged: boolean; warn: (line: string) => void },
): Promise<MethodArguments<'enrichment/run'>['sets']> {
  const kept = (await call('gene-sets/list', {})).find(({ name }) => name === sets.name);
  if (kept !== undefined && (allowChanged || kept.sha256 === sets.sha256)) {
    return { kind: 'kept', name: kept.name };
  }
  const path = ['.gmt', '.gmt.gz']
    .map((ending) => join(folder, `${sets.name}${ending}`))
    .find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new TracewiseError('invalid-input', `the gene sets "${sets.name}" of the recipe are not there`, {
      found: kept === undefined ? `no ${sets.name}.gmt in ${folder}` : 'sets of that name that differ',
      expected: `the file of SHA-256 ${sets.sha256}`,
      remedy: 'Name the folder that holds the file with --files',
    });
  }
  await requireSame(path, sets.sha256, { allowChanged, warn });
  return { kind: 'file', fileId: typed.add(path) };
}
