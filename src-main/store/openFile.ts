import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import { Connection } from './connection.ts';
import type { ConnectionOptions } from './connection.ts';
import { isHold, takeHold } from './hold.ts';
import { migrate, newestVersion, refuseNewer, standInForNewer, schemaVersion } from './migrations/migrate.ts';
import { isOnNetworkShare } from './networkShare.ts';
import { processExists } from './owner.ts';
import {
  corruptFile,
  damagedFile,
  heldProject,
  missingFile,
  readOnlyFile,
  readOnlyFolder,
  sharedFile,
  storageError,
} from './storageErrors.ts';
import { atOnce } from './steps.ts';
import { incremental, leftForLater, sweepingSteps } from './unusedDatasets.ts';

export const projectExtension = '.tracewise';

/** "Trws": what an SQLite file's header says when it is a project of ours. */
export const applicationId = 0x54727773;

export const sqliteMagic = 'SQLite format 3\0';
/** Offset of the application id in the header (SQLite file format, section 1.3). */
export const applicationIdOffset = 68;
/** The file format's write version: 1 with a rollback journal, 2 with a write-ahead log. */
const writeVersionOffset = 18;
const walVersion = 2;
export const headerSize = 100;

/** Bytes; most of a project is chunks of matrices, which larger pages store in fewer pieces. */
export const pageSize = 16384;

/** What can stand beside a project file while it is open. */
export const sideFileSuffixes = ['-wal', '-shm', '-journal'] as const;

/** A new, empty file with all tables. @throws TracewiseError `conflict` when the path is taken, `disk` */
export function createFile(path: string): void {
  if (existsSync(path)) {
    throw new TracewiseError('conflict', 'there is already a file of this name', {
      place: { file: path },
      remedy: 'Choose another name.',
    });
  }
  refuseReadOnlyFolder(path);
  const unfinished = unfinishedPath(path);
  try {
    prepareFile(unfinished);
    renameSync(unfinished, path);
  } catch (error) {
    throw storageError(error, path);
  } finally {
    removeFile(unfinished);
  }
}

/**
 * SQLite calls every folder in which it cannot make a file a failing disk.
 * @throws TracewiseError `disk` when the folder of a new file cannot be written to
 */
export function refuseReadOnlyFolder(path: string): void {
  try {
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') throw readOnlyFolder(path, error);
    throw storageError(error, path);
  }
}

function prepareFile(path: string): void {
  const database = new Database(path);
  try {
    database.pragma(`page_size = ${pageSize}`);
    database.pragma(`auto_vacuum = ${incremental}`);
    database.pragma(`application_id = ${applicationId}`);
  } finally {
    database.close();
  }
  const connection = new Connection(path, { readOnly: false });
  try {
    migrate(connection);
  } finally {
    connection.close();
  }
}

/** Where a file is written that takes the place of this one when it is whole. */
export function unfinishedPath(path: string): string {
  return `${path}-new-${process.pid}`;
}

/** Deletes what processes left that were killed while they copied the project. */
function removeUnfinished(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder)) {
    const rest = name.startsWith(basename(path)) ? name.slice(basename(path).length) : '';
    const pid = /^(?:-v\d+)?-new-(\d+)(?:-wal|-shm|-journal)?$/.exec(rest)?.[1];
    if (pid !== undefined && !processExists(Number(pid))) rmSync(join(folder, name), { force: true });
  }
}

/** Deletes a project file with what may stand beside it. */
export function removeFile(path: string): void {
  for (const suffix of ['', ...sideFileSuffixes]) rmSync(path + suffix, { force: true });
}

export interface OpenOptions {
  /** Never write, not even to migrate. */
  readOnly?: boolean;
  /** Read every page once to find damage; a look at a card does without. */
  check?: boolean;
  /** Leave the tables of an older version as they are: enough to read what every version has. */
  asIs?: boolean;
  /** The name, for people, of the program that works in it from now on: alone, all others may read only. */
  holdAs?: string;
  /** Whether a project on a network share may be written; without a word it may, and has no write-ahead log there. */
  writeOnShares?: boolean;
}

/**
 * A connection to a project file of the current version, for reading only where nothing can be written. What an import
 * or a copy left there whose process was killed is cleared away.
 * @throws TracewiseError `not-found`; `corrupt` for a damaged, foreign or newer file; `disk`
 */
export function openFile(path: string, options: OpenOptions = {}): Connection {
  const { check = true, asIs = false } = options;
  const header = readHeader(path);
  refuseForeignFile(path, header);
  if (!isWritable(path) && usesWal(header)) throw readOnlyFile(path);
  const access = accessTo(path, options);
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, access);
    if (check) refuseDamage(connection);
    if (asIs) {
      refuseNewer(connection);
      standInForNewer(connection);
    } else bringUpToDate(connection);
    if (!connection.readOnly && !asIs) tidy(connection);
    return connection;
  } catch (error) {
    if (connection === undefined) access.onClosed?.();
    connection?.close();
    throw storageError(error, path);
  }
}

/** Whether a project may be written, and why not. */
function accessTo(path: string, { readOnly, holdAs, writeOnShares = true }: OpenOptions): ConnectionOptions {
  const writable = isWritable(path);
  if (readOnly === true || !writable) return { readOnly: true, besideWriter: writable && isUnsettled(path) };
  const withoutLog = isOnNetworkShare(path);
  if (withoutLog && !writeOnShares) return { readOnly: true, refusal: sharedFile(path) };
  if (holdAs === undefined) return { readOnly: false, withoutLog };
  const taken = takeHold(path, holdAs);
  return isHold(taken)
    ? { readOnly: false, withoutLog, onClosed: taken.release }
    : { readOnly: true, besideWriter: true, refusal: heldProject(path, taken) };
}

/** In use, or left by a process that was killed: to read it, it must be possible to settle what it left. */
function isUnsettled(path: string): boolean {
  return sideFileSuffixes.some((suffix) => existsSync(path + suffix));
}

function tidy(connection: Connection): void {
  atOnce(leftForLater(sweepingSteps(connection)));
  removeUnfinished(connection.path);
}

function refuseForeignFile(path: string, header: Buffer): void {
  const magic = header.toString('latin1', 0, sqliteMagic.length);
  if (header.length < headerSize || magic !== sqliteMagic) {
    throw corruptFile(path, 'this is not a Tracewise project', undefined, remedyForForeign);
  }
  if (header.readUInt32BE(applicationIdOffset) !== applicationId) {
    throw corruptFile(path, 'this database is not a Tracewise project', undefined, remedyForForeign);
  }
}

/** Left open by a process that was killed, or open right now: reading it needs files beside it. */
function usesWal(header: Buffer): boolean {
  return header[writeVersionOffset] === walVersion;
}

const remedyForForeign = 'Choose a file that Tracewise made; its name ends in .tracewise.';

function readHeader(path: string): Buffer {
  try {
    if (statSync(path).isDirectory()) {
      throw corruptFile(path, 'this is a folder, not a Tracewise project', undefined, remedyForForeign);
    }
    const file = openSync(path, 'r');
    try {
      const header = Buffer.alloc(headerSize);
      return header.subarray(0, readSync(file, header, 0, headerSize, 0));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') throw missingFile(path, error);
    throw storageError(error, path);
  }
}

/** Whether a project file and its folder, where side files are made, may be written to. */
export function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch (error) {
    if (storageError(error, path) instanceof TracewiseError) return false;
    throw error;
  }
}

function refuseDamage(connection: Connection): void {
  const findings = connection.read((database) => database.pragma('quick_check(1)', { simple: true }));
  if (findings === 'ok') return;
  throw damagedFile(connection.path, new Error(String(findings)));
}

function bringUpToDate(connection: Connection): void {
  const outdated = schemaVersion(connection) < newestVersion;
  if (connection.readOnly && outdated) {
    throw new TracewiseError('disk', 'this project is of an older version and cannot be updated here', {
      place: { file: connection.path },
      remedy: 'Copy the project to a folder that you may write to and open it there.',
    });
  }
  try {
    migrate(connection);
  } catch (error) {
    if (isOutOfStep(error)) throw damagedFile(connection.path, error);
    throw error;
  }
}

/** Tables that are not those of the version which the file says that it has. */
function isOutOfStep(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code === 'SQLITE_ERROR' || error.code.startsWith('SQLITE_CONSTRAINT'))
  );
}
