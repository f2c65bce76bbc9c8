import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Connection } from '../../src-main/store/connection.ts';
import { migrate, migrations } from '../../src-main/store/migrations/migrate.ts';
import { checksums } from '../../src-main/store/migrations/011-checksums.ts';
import { staging } from '../../src-main/store/migrations/004-staging.ts';
import type { Migration } from '../../src-main/store/migrations/migration.ts';
import { applicationId } from '../../src-main/store/openFile.ts';
import { ProjectStore } from '../../src-main/store/projectFile.ts';
import { smallDataset } from './datasets.ts';
import { temporaryFolder } from './folders.ts';

/** A closed project file with one data set, whose tables are those of an older version. */
export function projectOfVersion(
  version: number,
  fill: (project: ProjectStore) => void = () => undefined,
): string {
  const path = join(temporaryFolder(), 'old.tracewise');
  const database = new Database(path);
  database.pragma(`application_id = ${applicationId}`);
  database.close();
  const connection = new Connection(path, { readOnly: false });
  migrate(
    connection,
    migrations.filter((step) => step.version <= version),
  );
  // Today's way of saving needs it.
  const needed = [staging, checksums].filter((step) => version < step.version);
  connection.write((tables) => needed.forEach(({ sql }) => tables.exec(sql)));
  const project = new ProjectStore(connection);
  project.rename('Old study');
  project.saveDataset(smallDataset(), { replace: false });
  fill(project);
  connection.write((tables) =>
    needed.flatMap(tablesOf).forEach((table) => tables.exec(`DROP TABLE ${table}`)),
  );
  project.close();
  return path;
}

function tablesOf({ sql }: Migration): string[] {
  return [...sql.matchAll(/CREATE TABLE (\w+)/g)].map(([, table]) => table);
}
