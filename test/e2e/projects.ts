import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { builtCommandLine, startProgram } from '../programs.ts';
import { expect, hostOf } from './host.ts';
import type { MadeFile, SavedFile } from './host.ts';

/** A synthetic panel that is small enough for a spec: samples in rows, features, responses and drugs. */
export const panelFolder = 'test/fixtures/goldens/panel-b';

/** Runs the built command line, which starts sooner than its sources. @returns what it printed */
export async function tracewise(...args: string[]): Promise<string> {
  const program = startProgram(builtCommandLine, args);
  expect(await program.ended, program.stderr()).toBe(0);
  return program.stdout();
}

const panelTables = ['features', 'response', 'drugs'].flatMap((role) => [
  `--${role}`,
  join(panelFolder, `${role}.tsv`),
]);
const importPanel = ['import', '--dataset', 'panel', ...panelTables, '--metric', 'activity area'];

/** Projects that this worker made already, by the commands that made them. They go when it ends. */
const readyMade = new Map<string, Promise<string>>();
const readyFolder = mkdtempSync(join(tmpdir(), 'tracewise-ready-'));
process.once('exit', () => rmSync(readyFolder, { recursive: true, force: true }));

/** A file that the commands made, each given the project as its first argument. What is made once serves every spec. */
function readyProject(commands: readonly string[][]): Promise<string> {
  const key = JSON.stringify(commands);
  const ready = readyMade.get(key) ?? makeProject(commands);
  readyMade.set(key, ready);
  return ready;
}

async function makeProject(commands: readonly string[][]): Promise<string> {
  const project = join(mkdtempSync(join(readyFolder, 'project-')), 'panel.tracewise');
  for (const [command, ...args] of commands) await tracewise(command, project, ...args);
  return project;
}

/**
 * Makes a project with the data set "panel" in a library, before the app is asked for it.
 * @param commands run on it afterwards, without naming the project
 */
export async function addPanelProject(
  libraryFolder: string,
  commands: readonly string[][] = [],
): Promise<string> {
  const project = join(libraryFolder, 'panel.tracewise');
  copyFileSync(await readyProject([importPanel, ...commands]), project);
  return project;
}

/** Compares the models that train in no time. */
export async function compareCheapModels(project: string, run: string): Promise<void> {
  const models = ['--models', 'drug-mean,additive-mean,ridge', '--setting', 'transductive'];
  const folds = ['--outer', '3', '--inner', '3', '--seed', '1'];
  await tracewise('evaluate', project, '--dataset', 'panel', ...models, ...folds, '--name', run);
}

/** From the library to a room of the project that `addPanelProject` made. */
export async function openRoom(
  app: Page,
  room: 'Data' | 'Screening' | 'Models' | 'Compare' | 'Structure' | 'Enrichment',
): Promise<void> {
  await app.getByRole('link', { name: 'panel', exact: true }).click();
  await app.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: room }).click();
  await expect(app.getByRole('heading', { level: 1, name: room })).toBeVisible();
}

export async function next(app: Page): Promise<void> {
  await app.getByRole('button', { name: 'Next', exact: true }).click();
}

/** Makes a project and opens its data wizard. */
export async function startImport(app: Page, project: string): Promise<void> {
  await app.getByRole('button', { name: 'New project' }).first().click();
  await app.getByLabel('Project name').fill(project);
  await app.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(app.getByRole('heading', { level: 1, name: 'Data' })).toBeVisible();
  await app.getByRole('button', { name: 'Import data' }).click();
}

/** Gives files, by path or made by the spec, to the data wizard's first step, or to what another button asks for. */
export async function chooseFiles(
  app: Page,
  files: string[] | MadeFile[],
  button = app.getByRole('button', { name: 'Choose files…' }),
): Promise<void> {
  await hostOf(app).giveFiles(() => button.click(), files);
}

/** What a button saves. */
export function saved(app: Page, button: Locator): Promise<SavedFile> {
  return hostOf(app).save(() => button.click());
}
