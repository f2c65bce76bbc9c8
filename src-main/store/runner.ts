import type Database from 'better-sqlite3';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Connection } from './connection.ts';
import { disown, isAlive, newOwner, ownerPatience } from './owner.ts';
import type { Owner } from './owner.ts';

/** Milliseconds without a sign of life after which another process may take over. */
export const runnerPatience = ownerPatience;

/**
 * Makes this process the only one that computes in a project. The row of a process that was killed, or gave no
 * sign of life for `runnerPatience`, is taken over.
 * @returns a token for `commitUnit`, `beatRunner` and `releaseRunner`
 * @throws TracewiseError `conflict` while another process computes
 */
export function claimRunner(connection: Connection, now = Date.now()): string {
  const owner = newOwner(now);
  try {
    connection.write((database) => {
      const holder = runnerRow(database);
      if (holder !== undefined && isAlive(holder, now)) throw alreadyRunning(holder);
      database
        .prepare('INSERT OR REPLACE INTO runner (id, token, pid, host, beat) VALUES (1, ?, ?, ?, ?)')
        .run(owner.token, owner.pid, owner.host, owner.beat);
    });
  } catch (error) {
    disown(owner.token);
    throw error;
  }
  return owner.token;
}

/** A sign of life. @throws TracewiseError `conflict` when another process has taken over */
export function beatRunner(connection: Connection, token: string, now = Date.now()): void {
  connection.write((database) => {
    requireRunner(database, token);
    database.prepare('UPDATE runner SET beat = ?').run(now);
  });
}

export function releaseRunner(connection: Connection, token: string): void {
  disown(token);
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

function runnerRow(database: Database.Database): Owner | undefined {
  return database.prepare<[], Owner>('SELECT token, pid, host, beat FROM runner').get();
}

function alreadyRunning({ pid, host }: Owner): TracewiseError {
  return new TracewiseError(
    'conflict',
    `another process (number ${pid} on ${host}) is computing in this project`,
    { remedy: 'Wait until it is done, or cancel it there.' },
  );
}
