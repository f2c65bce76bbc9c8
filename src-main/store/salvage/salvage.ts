import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import type { ResultKind } from '#shared/model/derivation.ts';
import type { SalvagedKind } from '#shared/model/salvage.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { newestVersion, newerFile } from '../migrations/migrate.ts';
import { createFile, projectExtension, removeFile } from '../openFile.ts';
import { openProject } from '../projectFile.ts';
import type { ProjectStore } from '../projectFile.ts';
import { damagedFile, storageError } from '../storageErrors.ts';
import { Contents, nounOfKind } from './contents.ts';
import { copyWhatReads } from './copyContents.ts';
import { makeMendedCopy, replaceListOfTables } from './mendedCopy.ts';
import { columnsOf, isDatabaseError, readableRows } from './readable.ts';

export interface Salvaged {
  /** What is wrong with the project, each a sentence; none when it is sound. */
  findings: string[];
  contents: SalvagedKind[];
  /** Whether there is a new project. */
  isSaved: boolean;
}

/**
 * Saves what reads of a damaged project into a new one, object by object: each is there whole or not at all, and the new
 * project is checked. The damaged file is only read.
 * @param target where the new project goes; nothing is there when nothing reads
 * @throws TracewiseError `not-found`; `disk`; `corrupt` for a project of a newer version
 */
export async function salvageProject(path: string, target: string): Promise<Salvaged> {
  const folder = await mkdtemp(join(tmpdir(), 'tracewise-salvage-'));
  try {
    const copy = join(folder, 'damaged');
    const { findings, holdsPages } = await makeMendedCopy(path, copy);
    const source = holdsPages ? await openTolerantly(copy, findings) : undefined;
    if (source === undefined) return { findings, contents: [], isSaved: false };
    try {
      const places = damagedPlaces(source);
      const version = wrongVersion(source, tablesOfNewProject(join(folder, 'new')));
      if (findings.length + places.length === 0 && version === 'newer') throw newerFile(path);
      const damage = [...findings, ...places, ...(version === 'wrong' ? [wrongVersionInWords] : [])];
      const contents = await saveInto(target, source, basename(path, projectExtension));
      if (contents.isEmpty) removeFile(target);
      return {
        findings: [...damage, ...contents.findings()],
        contents: contents.list(),
        isSaved: !contents.isEmpty,
      };
    } finally {
      source.close();
    }
  } catch (error) {
    removeFile(target);
    throw storageError(error, path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Adds to the findings when the list of tables had to be replaced. */
async function openTolerantly(copy: string, findings: string[]): Promise<Database.Database | undefined> {
  const asItIs = new Database(copy);
  if (columnsOf(asItIs, 'dataset').length > 0) return asItIs;
  asItIs.close();
  findings.push('The list of its tables does not read.');
  await replaceListOfTables(copy);
  const mended = new Database(copy);
  if (columnsOf(mended, 'dataset').length > 0) return mended;
  mended.close();
  return undefined;
}

/** Places of damage that are counted before it is said that there are more. */
const placesCounted = 100;

function damagedPlaces(source: Database.Database): string[] {
  const count = countDamagedPlaces(source);
  if (count === 0) return [];
  if (count === undefined) return ['The file does not read far enough to be checked.'];
  const many =
    count >= placesCounted
      ? `${placesCounted} or more places`
      : count === 1
        ? 'One place'
        : `${count} places`;
  return [
    `${many} of the file ${count === 1 ? 'does' : 'do'} not read as ${count === 1 ? 'it was' : 'they were'} written.`,
  ];
}

function countDamagedPlaces(source: Database.Database): number | undefined {
  try {
    const lines = source.prepare<[], string>(`PRAGMA quick_check(${placesCounted})`).pluck().all();
    return lines.filter((line) => line !== 'ok').flatMap((line) => line.split('\n')).length;
  } catch (error) {
    if (isDatabaseError(error)) return undefined;
    throw error;
  }
}

const wrongVersionInWords = 'The version that the file gives is not that of its tables.';

/**
 * Whether a file says that it is of another version than its tables are: `wrong` with tables of this version, `newer`
 * with tables that this version does not know.
 */
function wrongVersion(source: Database.Database, known: ReadonlySet<string>): 'wrong' | 'newer' | undefined {
  const version = Number(source.pragma('user_version', { simple: true }));
  const tables = tablesIn(source);
  const isOfThisVersion = tables.length === known.size && tables.every((table) => known.has(table));
  if (isOfThisVersion) return version === newestVersion ? undefined : 'wrong';
  return version > newestVersion ? 'newer' : undefined;
}

function tablesOfNewProject(path: string): ReadonlySet<string> {
  createFile(path);
  const database = new Database(path);
  try {
    return new Set(tablesIn(database));
  } finally {
    database.close();
  }
}

/** How each table and index is made; none when that does not read. */
function tablesIn(database: Database.Database): string[] {
  return readableRows(database, 'sqlite_schema', 'rowid').flatMap(({ sql }) =>
    typeof sql === 'string' ? [sql] : [],
  );
}

async function saveInto(target: string, source: Database.Database, name: string): Promise<Contents> {
  const contents = new Contents();
  createFile(target);
  const database = new Database(target);
  try {
    database.pragma('foreign_keys = OFF');
    await copyWhatReads(source, database, contents);
  } finally {
    database.close();
  }
  const saved = openProject(target);
  try {
    if (saved.name === basename(target, projectExtension)) saved.rename(name);
    dropWhatDoesNotDecode(saved, contents);
    const problems = saved.check();
    if (problems.length > 0) throw new RangeError(`invalid salvage: ${problems.join('; ')}`);
    return contents;
  } finally {
    saved.close();
  }
}

/** Values whose checksums agree, or that have none, and that still are not what they should be. */
function dropWhatDoesNotDecode(saved: ProjectStore, contents: Contents): void {
  for (const name of saved.changedDatasets()) {
    saved.retireDataset(name);
    contents.lost('data set', name);
  }
  for (const { name, kind } of saved.resultNames()) {
    if (decodes(() => load[kind](saved, name))) continue;
    saved.deleteResult(name);
    contents.lost(nounOfKind[kind], name);
  }
}

const load: Readonly<Record<ResultKind, (project: ProjectStore, name: string) => unknown>> = {
  evaluate: (project, name) => project.loadEvaluation(name),
  fit: loadNamedModel,
  screen: (project, name) => project.loadScreening(name),
  cluster: (project, name) => project.loadClustering(name),
  enrich: (project, name) => project.loadEnrichment(name),
  tasks: (project, name) => project.loadTaskGroups(name),
};

/** A model is of no use without the names of its features. @throws TracewiseError `corrupt` when they are lost */
function loadNamedModel(project: ProjectStore, name: string): void {
  const { datasetId, model } = project.loadModel(name);
  const { features } = project.loadAxes(datasetId);
  if (model.featureDeviations.length > 0 && features.length === 0) {
    throw damagedFile(project.path, new Error(`the names of the features of "${name}" are lost`));
  }
}

function decodes(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (error) {
    if (error instanceof TracewiseError && error.kind === 'corrupt') return false;
    throw error;
  }
}
