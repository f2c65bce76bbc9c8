import { copyFileSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { newestVersion } from '#main/store/migrations/migrate.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function projectPath(): string {
  return join(temporaryFolder(), 'study.tracewise');
}

function storedProject(): string {
  const path = projectPath();
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset({ features: 4000 }), { replace: false });
  project.close();
  return path;
}

describe('a project file', () => {
  test('is one file at rest, and keeps its name and format marks', () => {
    const path = projectPath();
    const project = createProject(path, 'Study 1');
    project.rename('Study 2');
    expect(readdirSync(join(path, '..'))).toContain('study.tracewise-wal');
    project.close();
    expect(readdirSync(join(path, '..'))).toEqual(['study.tracewise']);
    const header = readFileSync(path).subarray(0, 100);
    expect(header.toString('latin1', 68, 72)).toBe('Trws');
    expect(header.readUInt32BE(60)).toBe(newestVersion);
    expect(openProject(path).name).toBe('Study 2');
  });

  test('is not created over another file', () => {
    const path = projectPath();
    writeFileSync(path, 'something else');
    expect(thrownBy(() => createProject(path, 'Study')).kind).toBe('conflict');
    expect(readFileSync(path, 'utf8')).toBe('something else');
  });

  test('is not changed by opening, reading and closing', () => {
    const path = storedProject();
    const before = readFileSync(path);
    const project = openProject(path);
    project.loadDataset('panel');
    project.check();
    project.close();
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test('that is missing is not found', () => {
    const path = projectPath();
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('not-found');
    expect(error.detail.place?.file).toBe(path);
  });

  test.each([
    ['a text', 'gene\tvalue\n'.repeat(20)],
    ['nothing', ''],
    ['a few bytes', 'SQLite'],
  ])('that holds %s is refused as no project, by name', (_, content) => {
    const path = projectPath();
    writeFileSync(path, content);
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('corrupt');
    expect(error.message).toContain('not a Tracewise project');
    expect(error.detail.place?.file).toBe(path);
    expect(readFileSync(path, 'utf8')).toBe(content);
  });

  test('that is a folder is refused', () => {
    expect(thrownBy(() => openProject(temporaryFolder())).kind).toBe('corrupt');
  });

  test('that is the database of another program is refused', () => {
    const path = projectPath();
    const other = new Database(path);
    other.exec('CREATE TABLE note (text TEXT)');
    other.close();
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('corrupt');
    expect(error.message).toContain('not a Tracewise project');
  });

  test('of a newer version is refused and left as it was', () => {
    const path = storedProject();
    const newer = new Database(path);
    newer.pragma('user_version = 99');
    newer.close();
    const before = readFileSync(path);
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('corrupt');
    expect(error.message).toContain('newer version');
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.each([0.1, 0.5, 0.95])('that was cut off at %f of its length is refused as damaged', (share) => {
    const path = storedProject();
    truncateSync(path, Math.floor(readFileSync(path).length * share));
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('corrupt');
    expect(error.message).toContain('damaged');
  });

  test('with pages overwritten is refused as damaged', () => {
    const path = storedProject();
    const bytes = readFileSync(path);
    bytes.fill(0xa5, 20_000, 120_000);
    writeFileSync(path, bytes);
    expect(thrownBy(() => openProject(path)).kind).toBe('corrupt');
  });

  test('tells by its check of values that were changed behind its back', () => {
    const path = storedProject();
    const database = new Database(path);
    database.exec('UPDATE matrix_chunk SET bytes = zeroblob(length(bytes)) WHERE matrix_id = 1');
    database.close();
    const project = openProject(path);
    expect(project.check()).toEqual(['the values of the data set "panel" are not those that were imported']);
    project.close();
  });

  test('is copied whole into one file, also while it is open and over an older copy', () => {
    const path = storedProject();
    const copyPath = join(path, '..', 'copy.tracewise');
    writeFileSync(copyPath, 'old');
    const project = openProject(path);
    project.rename('Renamed');
    project.copyTo(copyPath);
    const copy = openProject(copyPath);
    expect(copy.name).toBe('Renamed');
    expect(copy.check()).toEqual([]);
    expect(copy.listDatasets()).toEqual(project.listDatasets());
    copy.close();
    project.close();
    expect(readdirSync(join(path, '..')).sort()).toEqual(['copy.tracewise', 'study.tracewise']);
  });

  test('that was left open by a killed process is whole when its log is still beside it', () => {
    const path = storedProject();
    const project = openProject(path);
    project.rename('Not folded in yet');
    const left = join(path, '..', 'left.tracewise');
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, left + suffix);
    project.close();
    const recovered = openProject(left);
    expect(recovered.name).toBe('Not folded in yet');
    recovered.close();
  });

  test('may be open twice; the last one to close leaves one file', () => {
    const path = storedProject();
    const first = openProject(path);
    first.rename('One');
    const second = openProject(path);
    first.rename('Two');
    expect(second.name).toBe('Two');
    first.close();
    second.close();
    expect(readdirSync(join(path, '..'))).toEqual(['study.tracewise']);
  });
});
