import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Connection } from '../../src-main/store/connection.ts';
import { migrate, migrations } from '../../src-main/store/migrations/migrate.ts';
import { staging } from '../../src-main/store/migrations/004-staging.ts';
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
  if (version < staging.version) connection.write((tables) => tables.exec(staging.sql));
  const project = new ProjectStore(connection);
  project.rename('Old study');
  project.saveDataset(smallDataset(), { replace: false });
  fill(project);
  if (version < staging.version) connection.write((tables) => tables.exec('DROP TABLE staged_dataset'));
  project.close();
  return path;
}
