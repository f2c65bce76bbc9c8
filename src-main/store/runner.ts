import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Connection } from './connection.ts';

/** Milliseconds without a sign of life after which another process may take over. */
export const runnerPatience = 30_000;

interface RunnerRow {
  token: string;
  pid: number;
  host: string;
  beat: number;
}

/** Tokens of this very process: a row with its number but none of these is left over from another. */
const ownTokens = new Set<string>();

/**
 * Makes this process the only one that computes in a project. The row of a process that was killed, or gave no
 * sign of life for `runnerPatience`, is taken over.
 * @returns a token for `commitUnit`, `beatRunner` and `releaseRunner`
 * @throws TracewiseError `conflict` while another process computes
 */
export function claimRunner(connection: Connection, now = Date.now()): string {
  const token = randomUUID();
  connection.write((database) => {
    const holder = runnerRow(database);
    if (holder !== undefined && isAlive(holder, now)) throw alreadyRunning(holder);
    database
      .prepare('INSERT OR REPLACE INTO runner (id, token, pid, host, beat) VALUES (1, ?, ?, ?, ?)')
      .run(token, process.pid, hostname(), now);
  });
  ownTokens.add(token);
  return token;
}

/** A sign of life. @throws TracewiseError `conflict` when another process has taken over */
export function beatRunner(connection: Connection, token: string, now = Date.now()): void {
  connection.write((database) => {
    requireRunner(database, token);
    database.prepare('UPDATE runner SET beat = ?').run(now);
  });
}

export function releaseRunner(connection: Connection, token: string): void {
  ownTokens.delete(token);
  connection.write((database) => database.prepare('DELETE FROM runner WHERE token = ?').run(token));
}

/** Whether some process, this one included, computes in the project now. */
export function hasRunner(connection: Connection, now = Date.now()): boolean {
  return connection.read((database) => {
    const holder = runnerRow(database);
    return holder !== undefined && isAlive(holder, now);
  });
}

/** Within a transaction of the caller. @throws TracewiseError `conflict` */
export function requireRunner(database: Database.Database, token: string): void {
  const holder = runnerRow(database);
  if (holder?.token === token) return;
  throw new TracewiseError('conflict', 'another process has taken over the computing in this project', {
    remedy: 'Close the project in one of the two programs.',
  });
}

function runnerRow(database: Database.Database): RunnerRow | undefined {
  return database.prepare<[], RunnerRow>('SELECT token, pid, host, beat FROM runner').get();
}

function isAlive({ token, pid, host, beat }: RunnerRow, now: number): boolean {
  if (now - beat > runnerPatience) return false;
  if (host !== hostname()) return true;
  return pid === process.pid ? ownTokens.has(token) : processExists(pid);
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM';
    throw error;
  }
}

function alreadyRunning({ pid, host }: RunnerRow): TracewiseError {
  return new TracewiseError(
    'conflict',
    `another process (number ${pid} on ${host}) is computing in this project`,
    { remedy: 'Wait until it is done, or cancel it there.' },
  );
}
