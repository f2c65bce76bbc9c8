import Database from 'better-sqlite3';
import { z } from 'zod';
import { TracewiseError } from '#shared/model/errors.ts';
import { ChangedContent } from './checksums.ts';

/** What SQLite or the file system threw, as an error for people; anything unknown is passed on as it is. */
export function storageError(error: unknown, path: string): unknown {
  if (error instanceof TracewiseError) return error;
  if (error instanceof Database.SqliteError) return fromSqlite(error, path);
  if (isUnreadable(error)) return damagedFile(path, error);
  const code = fileSystemCode(error);
  return code === undefined ? error : fromFileSystem(code, error, path);
}

/** What was stored as JSON, or with a checksum, and does not come back as such. */
function isUnreadable(error: unknown): boolean {
  return error instanceof ChangedContent || error instanceof SyntaxError || error instanceof z.ZodError;
}

function fromSqlite(error: InstanceType<Database.SqliteError>, path: string): unknown {
  const { code } = error;
  if (code === 'SQLITE_FULL') return diskFull(path, error);
  if (code === 'SQLITE_READONLY_DBMOVED') return movedFile(path, error);
  if (code.startsWith('SQLITE_READONLY')) return readOnlyFile(path, error);
  if (code === 'SQLITE_IOERR_SHORT_READ' || isForeignFormat(error)) return damagedFile(path, error);
  if (code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN')) return diskFails(path, error);
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED') return busyFile(path, error);
  if (code.startsWith('SQLITE_CORRUPT')) return damagedFile(path, error);
  if (code === 'SQLITE_NOTADB') return corruptFile(path, 'this is not a Tracewise project', error);
  return error;
}

/** A header that says something which no version of ours wrote; SQLite has no code of its own for it. */
function isForeignFormat({ code, message }: InstanceType<Database.SqliteError>): boolean {
  return code === 'SQLITE_ERROR' && message === 'unsupported file format';
}

function fromFileSystem(code: string, error: unknown, path: string): unknown {
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(path, error);
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') return readOnlyFile(path, error);
  if (code === 'EIO') return diskFails(path, error);
  if (code === 'ENOENT') return missingFile(path, error);
  return error;
}

function fileSystemCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function diskFull(path: string, cause: unknown): TracewiseError {
  return new TracewiseError(
    'disk',
    'the disk is full; nothing was changed',
    { place: { file: path }, remedy: 'Free some space on this disk and try again.' },
    { cause },
  );
}

/** A file or folder that may be read but not written. */
export function readOnlyFile(path: string, cause?: unknown): TracewiseError {
  return new TracewiseError(
    'disk',
    'this project is open for reading only: its file or folder cannot be written to',
    { place: { file: path }, remedy: 'Copy the project to a folder that you may write to.' },
    { cause },
  );
}

/** Who works in a project, for people. */
export interface Holder {
  /** `the Tracewise app`, `tracewise evaluate`. */
  program: string;
  pid: number;
  host: string;
  /** ISO 8601. */
  since: string;
}

/** A project that another program, or another copy of this one, has open for writing. */
export function heldProject(path: string, { program, pid, host }: Holder): TracewiseError {
  const who = pid === 0 ? program : `${program} (process ${pid} on ${host})`;
  return new TracewiseError('conflict', `this project is open for reading only: it is in use by ${who}`, {
    place: { file: path },
    remedy: 'Close it there and try again, or work in a copy.',
  });
}

/** A project on a network share, where what two computers write at a time can be lost. */
export function sharedFile(path: string): TracewiseError {
  return new TracewiseError('disk', 'this project is open for reading only: it is on a network share', {
    place: { file: path },
    remedy: 'Copy the project to a disk of this computer to work in it.',
  });
}

/** Where a new project file cannot be made. */
export function readOnlyFolder(path: string, cause: unknown): TracewiseError {
  return new TracewiseError(
    'disk',
    'a project file cannot be made here: the folder cannot be written to',
    { place: { file: path }, remedy: 'Choose a folder that you may write to.' },
    { cause },
  );
}

function diskFails(path: string, cause: unknown): TracewiseError {
  return new TracewiseError(
    'disk',
    'the disk failed while the project was read or written; nothing was changed',
    {
      place: { file: path },
      remedy: 'Check that the disk or network share is connected and working, then try again.',
    },
    { cause },
  );
}

function busyFile(path: string, cause: unknown): TracewiseError {
  return new TracewiseError(
    'conflict',
    'another program is writing to this project',
    { place: { file: path }, remedy: 'Wait until it is done, or close the project there, and try again.' },
    { cause },
  );
}

/** A file that is there but cannot be used as a project. */
export function corruptFile(path: string, message: string, cause?: unknown, remedy?: string): TracewiseError {
  return new TracewiseError('corrupt', message, { place: { file: path }, remedy }, { cause });
}

/** A project of ours with pages that are lost or changed. */
export function damagedFile(path: string, cause: unknown): TracewiseError {
  const remedy = 'See in the app what can be saved, or use a copy; the file was left as it is.';
  return corruptFile(path, 'the project file is damaged', cause, remedy);
}

function movedFile(path: string, cause: unknown): TracewiseError {
  return new TracewiseError(
    'not-found',
    'the project file was moved or deleted while it was open',
    { place: { file: path }, remedy: 'Put it back, or open it where it is now.' },
    { cause },
  );
}

export function missingFile(path: string, cause?: unknown): TracewiseError {
  return new TracewiseError(
    'not-found',
    'there is no such project file',
    { place: { file: path }, remedy: 'Check the name and the folder.' },
    { cause },
  );
}
