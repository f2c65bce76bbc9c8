import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import { Connection } from './connection.ts';
import { migrate, migrations, refuseNewer, schemaVersion } from './migrations/migrate.ts';
import {
  corruptFile,
  damagedFile,
  missingFile,
  readOnlyFile,
  readOnlyFolder,
  storageError,
} from './storageErrors.ts';
import { atOnce } from './steps.ts';
import { incremental, leftForLater, sweepingSteps } from './unusedDatasets.ts';

/** "Trws": what an SQLite file's header says when it is a project of ours. */
export const applicationId = 0x54727773;

const sqliteMagic = 'SQLite format 3\0';
/** Offset of the application id in the header (SQLite file format, section 1.3). */
const applicationIdOffset = 68;
/** The file format's write version: 1 with a rollback journal, 2 with a write-ahead log. */
const writeVersionOffset = 18;
const walVersion = 2;
const headerSize = 100;

/** Bytes; most of a project is chunks of matrices, which larger pages store in fewer pieces. */
const pageSize = 16384;

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
  const unfinished = `${path}-new-${process.pid}`;
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
}

/**
 * A connection to a project file of the current version, for reading only where nothing can be written. What an import
 * left there whose process was killed is cleared away.
 * @throws TracewiseError `not-found`; `corrupt` for a damaged, foreign or newer file; `disk`
 */
export function openFile(
  path: string,
  { readOnly = false, check = true, asIs = false }: OpenOptions = {},
): Connection {
  const header = readHeader(path);
  refuseForeignFile(path, header);
  const writable = isWritable(path);
  if (!writable && usesWal(header)) throw readOnlyFile(path);
  let connection: Connection | undefined;
  try {
    connection = new Connection(path, { readOnly: readOnly || !writable });
    if (check) refuseDamage(connection);
    if (asIs) refuseNewer(connection);
    else {
      bringUpToDate(connection);
      if (!connection.readOnly) atOnce(leftForLater(sweepingSteps(connection)));
    }
    return connection;
  } catch (error) {
    connection?.close();
    throw storageError(error, path);
  }
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
  const outdated = schemaVersion(connection) < (migrations.at(-1)?.version ?? 0);
  if (connection.readOnly && outdated) {
    throw new TracewiseError('disk', 'this project is of an older version and cannot be updated here', {
      place: { file: connection.path },
      remedy: 'Copy the project to a folder that you may write to and open it there.',
    });
  }
  migrate(connection);
}
