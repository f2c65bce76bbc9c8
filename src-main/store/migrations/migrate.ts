import { renameSync, rmSync } from 'node:fs';
import type { TracewiseError } from '#shared/model/errors.ts';
import type { Connection } from '../connection.ts';
import { corruptFile } from '../storageErrors.ts';
import { initial } from './001-initial.ts';
import { screen } from './002-screen.ts';
import { imports } from './003-imports.ts';
import { staging } from './004-staging.ts';
import { derived } from './005-derived.ts';
import { enrichment } from './006-enrichment.ts';
import { stack } from './007-stack.ts';
import { taskGroups } from './008-task-groups.ts';
import { layout } from './010-layout.ts';
import { checksums } from './011-checksums.ts';
import { fittedStack } from './012-fitted-stack.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [
  initial,
  screen,
  imports,
  staging,
  derived,
  enrichment,
  stack,
  taskGroups,
  layout,
  checksums,
  fittedStack,
];

/** The version of the tables that this program makes. */
export const newestVersion = newestOf(migrations);

/** The version of a file's tables; 0 for a file without any. */
export function schemaVersion(connection: Connection): number {
  return connection.read((database) => Number(database.pragma('user_version', { simple: true })));
}

/** Where the copy is kept that is made before a file of this version is migrated. */
export function keptCopyPath(path: string, version: number): string {
  return `${path}-v${version}`;
}

/**
 * Brings a file's tables up to date, all steps or none. A file that already has tables is copied first, to
 * `keptCopyPath`, and the copy stays.
 * @throws TracewiseError `corrupt` for a file of a newer version, `disk` when it cannot be written
 */
export function migrate(connection: Connection, steps: readonly Migration[] = migrations): void {
  const current = schemaVersion(connection);
  refuseNewer(connection, steps);
  if (current === newestOf(steps)) return;
  if (current > 0) keepCopy(connection, current);
  connection.rebuild((database) => {
    const reached = Number(database.pragma('user_version', { simple: true }));
    for (const step of steps.filter(({ version }) => version > reached)) {
      database.exec(step.sql);
      step.fill?.(database);
      database.pragma(`user_version = ${step.version}`);
    }
  });
}

/** @throws TracewiseError `corrupt` for a file of a newer version */
export function refuseNewer(connection: Connection, steps: readonly Migration[] = migrations): void {
  if (schemaVersion(connection) > newestOf(steps)) throw newerFile(connection.path);
}

/** Empty tables of this connection alone in place of those that an older file lacks and today's reading asks for. */
export function standInForNewer(connection: Connection): void {
  if (schemaVersion(connection) >= checksums.version) return;
  connection.addTemporary(checksums.sql.replaceAll('CREATE TABLE', 'CREATE TEMP TABLE IF NOT EXISTS'));
}

function newestOf(steps: readonly Migration[]): number {
  return steps.at(-1)?.version ?? 0;
}

function keepCopy(connection: Connection, version: number): void {
  const copy = keptCopyPath(connection.path, version);
  const unfinished = `${copy}-new-${process.pid}`;
  try {
    rmSync(unfinished, { force: true });
    connection.read((database) => database.prepare('VACUUM INTO ?').run(unfinished));
    // Another process may have migrated the file meanwhile: then the copy is not of that version.
    if (schemaVersion(connection) === version) renameSync(unfinished, copy);
  } finally {
    rmSync(unfinished, { force: true });
  }
}

export function newerFile(path: string): TracewiseError {
  return corruptFile(
    path,
    'this project was made by a newer version of Tracewise',
    undefined,
    'Update Tracewise, or open the project where it was made.',
  );
}
