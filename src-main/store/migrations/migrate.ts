import { rmSync } from 'node:fs';
import type { Connection } from '../connection.ts';
import { corruptFile } from '../storageErrors.ts';
import { initial } from './001-initial.ts';
import type { Migration } from './migration.ts';

export const migrations: readonly Migration[] = [initial];

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
  const newest = steps.at(-1)?.version ?? 0;
  if (current > newest) throw newerFile(connection.path);
  if (current === newest) return;
  if (current > 0) keepCopy(connection, current);
  connection.writeBulk((database) => {
    for (const step of steps.filter(({ version }) => version > current)) {
      database.exec(step.sql);
      database.pragma(`user_version = ${step.version}`);
    }
  });
}

function keepCopy(connection: Connection, version: number): void {
  const copy = keptCopyPath(connection.path, version);
  rmSync(copy, { force: true });
  connection.read((database) => database.prepare('VACUUM INTO ?').run(copy));
}

function newerFile(path: string) {
  return corruptFile(
    path,
    'this project was made by a newer version of Tracewise',
    undefined,
    'Update Tracewise, or open the project where it was made.',
  );
}
