import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import {
  keptCopyPath,
  migrate,
  migrations,
  newestVersion,
  schemaVersion,
} from '#main/store/migrations/migrate.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { projectOfVersion } from '../../support/oldProjects.ts';

const newest = newestVersion;
const later = { version: newest + 1, sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT' };

function storedProject(): string {
  const path = join(temporaryFolder(), 'study.tracewise');
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset(), { replace: false });
  project.close();
  return path;
}

describe('migrations', () => {
  test('count up from 1', () => {
    const versions = migrations.map(({ version }) => version);
    expect(versions[0]).toBe(1);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  test('run what is missing and keep a copy of the file as it was', () => {
    const path = storedProject();
    const connection = new Connection(path, { readOnly: false });
    migrate(connection, [...migrations, later]);
    expect(schemaVersion(connection)).toBe(newest + 1);
    connection.read((database) => expect(database.prepare('SELECT * FROM later').all()).toEqual([]));
    connection.close();

    const copy = openProject(keptCopyPath(path, newest), { readOnly: true });
    expect(copy.listDatasets().map(({ name }) => name)).toEqual(['panel']);
    copy.close();
  });

  test('are all undone when one fails', () => {
    const path = storedProject();
    const connection = new Connection(path, { readOnly: false });
    const broken = { version: newest + 2, sql: 'CREATE TABLE later (id INTEGER PRIMARY KEY)' };
    expect(() => migrate(connection, [...migrations, later, broken])).toThrow('later');
    expect(schemaVersion(connection)).toBe(newest);
    connection.close();
    expect(openProject(path).name).toBe('Study');
  });

  test('are undone when they leave a reference that leads nowhere', () => {
    const path = storedProject();
    const connection = new Connection(path, { readOnly: false });
    const careless = { version: newest + 1, sql: 'DELETE FROM matrix' };
    expect(thrownBy(() => migrate(connection, [...migrations, careless])).kind).toBe('corrupt');
    expect(schemaVersion(connection)).toBe(newest);
    expect(() => connection.write((database) => database.exec('DELETE FROM matrix'))).toThrow('FOREIGN KEY');
    connection.close();
    expect(openProject(path).check()).toEqual([]);
  });

  test('leave a file of this version alone and make no copy of it', () => {
    const path = storedProject();
    const connection = new Connection(path, { readOnly: false });
    migrate(connection);
    connection.close();
    expect(existsSync(keptCopyPath(path, newest))).toBe(false);
  });

  test('leave an older file that another program has open to be read as it is', () => {
    const path = projectOfVersion(newest - 6);
    const writer = new Connection(path, { readOnly: false });
    writer.write((database) => database.exec('UPDATE dataset SET current = 1'));
    const reader = openProject(path, { readOnly: true, asIs: true });
    expect(reader.loadDataset('panel').samples).toHaveLength(smallDataset().samples.length);
    expect(thrownBy(() => reader.rename('Mine')).kind).toBe('disk');
    reader.close();
    writer.close();
  });

  test('refuse a file of a newer version', () => {
    const path = storedProject();
    const connection = new Connection(path, { readOnly: false });
    migrate(connection, [...migrations, later]);
    expect(thrownBy(() => migrate(connection)).kind).toBe('corrupt');
    connection.close();
    const look = { readOnly: true, check: false, asIs: true };
    expect(thrownBy(() => openProject(path, look)).kind).toBe('corrupt');
  });
});

describe('001-initial', () => {
  function plan(sql: string): string {
    const connection = new Connection(storedProject(), { readOnly: true });
    const rows = connection.read((database) =>
      database.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(),
    );
    connection.close();
    return rows.map(({ detail }) => detail).join('; ');
  }

  test.each([
    ['a data set by name', "SELECT * FROM dataset WHERE name = 'x' AND current = 1", 'dataset_by_name'],
    [
      'the chunks of a matrix in order',
      'SELECT bytes FROM matrix_chunk WHERE matrix_id = 1 ORDER BY position',
      'SEARCH matrix_chunk',
    ],
    ['the units of a job', 'SELECT name FROM unit WHERE job_id = 1', 'SEARCH unit'],
    ['results of a data set', 'SELECT id FROM result WHERE dataset_id = 1', 'result_by_dataset'],
  ])('finds %s without reading a whole table', (_, sql, expected) => {
    const found = plan(sql);
    expect(found).toContain(expected);
    expect(found).not.toContain('SCAN');
    expect(found).not.toContain('TEMP B-TREE');
  });
});
