import { existsSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { heldProject, storageError } from './storageErrors.ts';
import type { Holder } from './storageErrors.ts';

/** A lock in the operating system, which goes with the process that has it, however that ends. */
export interface Hold {
  release: () => void;
}

interface HolderRow extends Holder {
  token: string;
}

/** Stands beside a project while somebody works in it; what a killed process leaves there holds nothing. */
const holdSuffix = '-lock';

/** A holder may tell who it is only between two locks, where another may come first. */
const attempts = 20;

export function holdPath(path: string): string {
  return path + holdSuffix;
}

/**
 * Makes this process the only one that works in a project. The lock is the one that SQLite takes on a file beside it.
 * @returns the hold, or who has it
 */
export function takeHold(path: string, program: string): Hold | Holder {
  const own: HolderRow = {
    program,
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const database = new Database(holdPath(path), { timeout: 0 });
    try {
      if (lockAs(database, own)) return { release: () => release(database, path) };
      database.close();
    } catch (error) {
      const holder = isBusy(error) ? holderIn(database) : undefined;
      database.close();
      if (holder !== undefined) return holder;
      if (isRubbish(error)) rmSync(holdPath(path), { force: true });
      else if (!isBusy(error)) throw error;
    }
  }
  return { program: 'another program', pid: 0, host: hostname(), since: own.since };
}

/**
 * Does something to the file of a project that is closed here, while nobody works in it.
 * @throws TracewiseError `conflict` while another program works in it; `disk`
 */
export function whileHeld<Result>(path: string, program: string, work: () => Result): Result {
  const taken = heldBy(path, program);
  if (!isHold(taken)) throw heldProject(path, taken);
  try {
    return work();
  } finally {
    taken.release();
  }
}

/** Whether another program works in a project now. @throws TracewiseError `disk` */
export function isInUse(path: string, program: string): boolean {
  const taken = heldBy(path, program);
  if (!isHold(taken)) return true;
  taken.release();
  return false;
}

function heldBy(path: string, program: string): Hold | Holder {
  try {
    return takeHold(path, program);
  } catch (error) {
    throw storageError(error, path);
  }
}

/** What taking a hold gave. */
export function isHold(taken: Hold | Holder): taken is Hold {
  return 'release' in taken;
}

/** @returns false when the file was taken away meanwhile by the one who had the lock before */
function lockAs(database: Database.Database, own: HolderRow): boolean {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    database.exec('BEGIN IMMEDIATE');
    if (rowIn(database)?.token === own.token) return existsSync(database.name);
    try {
      database.exec(
        'CREATE TABLE IF NOT EXISTS holder (token TEXT, program TEXT, pid INTEGER, host TEXT, since TEXT)',
      );
      database.exec('DELETE FROM holder');
      database
        .prepare('INSERT INTO holder (token, program, pid, host, since) VALUES (?, ?, ?, ?, ?)')
        .run(own.token, own.program, own.pid, own.host, own.since);
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      if (isMoved(error)) return false;
      throw error;
    }
  }
  return false;
}

/** The file goes while the lock is still held, so that nobody takes a lock on a file that is about to go. */
function release(database: Database.Database, path: string): void {
  if (!database.open) return;
  if (process.platform !== 'win32') rmSync(holdPath(path), { force: true });
  database.close();
  if (process.platform === 'win32') rmIfFree(holdPath(path));
}

/** Windows keeps a file that another has open. */
function rmIfFree(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'EBUSY' || error.code === 'EPERM'))) {
      throw error;
    }
  }
}

function holderIn(database: Database.Database): Holder | undefined {
  try {
    const row = rowIn(database);
    if (row === undefined) return undefined;
    const { program, pid, host, since } = row;
    return { program, pid, host, since };
  } catch (error) {
    if (isBusy(error)) return undefined;
    throw error;
  }
}

function rowIn(database: Database.Database): HolderRow | undefined {
  const hasTable = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'holder'").get();
  if (hasTable === undefined) return undefined;
  return database.prepare<[], HolderRow>('SELECT token, program, pid, host, since FROM holder').get();
}

function isBusy(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

/** What a power cut left of a lock: nobody can hold it. */
function isRubbish(error: unknown): boolean {
  return (
    error instanceof Database.SqliteError &&
    (error.code === 'SQLITE_NOTADB' || error.code.startsWith('SQLITE_CORRUPT'))
  );
}

function isMoved(error: unknown): boolean {
  return error instanceof Database.SqliteError && error.code === 'SQLITE_READONLY_DBMOVED';
}
