import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { Backups, outdatedCopies } from '#main/store/backups.ts';
import type { SavedCopy } from '#main/store/backups.ts';
import { isSound, putBack } from '#main/store/copies.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

function copy(savedAt: string, byteCount = 1): SavedCopy {
  return { path: savedAt, kind: 'backup', savedAt, byteCount };
}

/** An open project of a library, with a backup. */
async function backedUp() {
  const library = temporaryFolder();
  const backups = new Backups(library);
  const path = join(library, 'Lung.tracewise');
  const project = createProject(path, 'Lung');
  project.saveDataset(smallDataset(), { replace: false });
  await backups.make(path, (destination) => project.backUpTo(destination));
  return { library, backups, path, project };
}

describe('backups', () => {
  test('of one project are at most the last of each of three days', () => {
    const copies = [
      '2026-03-05T18:00:00Z',
      '2026-03-05T09:00:00Z',
      '2026-03-04T18:00:00Z',
      '2026-03-01T18:00:00Z',
      '2026-03-01T08:00:00Z',
      '2026-02-11T18:00:00Z',
    ].map((savedAt) => copy(savedAt));
    expect(outdatedCopies(copies).map(({ savedAt }) => savedAt)).toEqual([
      '2026-03-05T09:00:00Z',
      '2026-03-01T08:00:00Z',
      '2026-02-11T18:00:00Z',
    ]);
  });

  test('together take no more room than they may, but the newest stays', () => {
    const copies = [copy('2026-03-05', 9), copy('2026-03-04', 1), copy('2026-03-03', 3)];
    expect(outdatedCopies(copies, 4)).toEqual(copies.slice(1));
    expect(outdatedCopies(copies, 10)).toEqual(copies.slice(2));
  });

  test('are made of an open project, sound and whole, and follow it to another name', async () => {
    const { library, backups, path, project } = await backedUp();
    project.close();
    const [made] = backups.list(path);
    expect(isSound(made)).toBe(true);
    expect(readdirSync(join(library, 'backups', 'Lung'))).toHaveLength(1);
    const other = join(library, 'Breast.tracewise');
    backups.move(path, other);
    expect(backups.list(path)).toEqual([]);
    expect(backups.list(other)).toHaveLength(1);
    backups.remove(other);
    expect(backups.list(other)).toEqual([]);
  });

  test('are not made of a project whose content has changed on the disk, and the ones before stay', async () => {
    const { library, backups, path, project } = await backedUp();
    const before = backups.list(path);
    const database = new Database(path);
    database.exec('UPDATE matrix_chunk SET bytes = zeroblob(length(bytes)) WHERE matrix_id = 1');
    database.close();
    const again = backups.make(path, (destination) => project.backUpTo(destination));
    await expect(again).rejects.toMatchObject({
      kind: 'corrupt',
      message: 'the project file is damaged',
      detail: { place: { file: path } },
    });
    project.close();
    expect(backups.list(path)).toEqual(before);
    expect(isSound(before[0])).toBe(true);
    expect(readdirSync(join(library, 'backups', 'Lung'))).toHaveLength(1);
  });

  test('of projects of one name in other folders do not mix', async () => {
    const backups = new Backups(temporaryFolder());
    const paths = [temporaryFolder(), temporaryFolder()].map((folder) => join(folder, 'Lung.tracewise'));
    for (const path of paths) writeFileSync(path, '');
    await backups.make(paths[0], (destination) => {
      writeFileSync(destination, 'backup');
      return Promise.resolve();
    });
    expect(paths.map((path) => backups.list(path).length)).toEqual([1, 0]);
  });

  test('a copy takes the place of a damaged project, which stays beside it', async () => {
    const library = temporaryFolder();
    const backups = new Backups(library);
    const path = join(library, 'Lung.tracewise');
    const project = createProject(path, 'Lung');
    await backups.make(path, (destination) => project.backUpTo(destination));
    project.close();
    writeFileSync(path, 'rubbish');
    const [saved] = backups.list(path);
    const aside = putBack(saved, path);
    const restored = openProject(path);
    expect(restored.name).toBe('Lung');
    restored.close();
    expect(existsSync(aside)).toBe(true);
    expect(readdirSync(library).sort()).toEqual(['Lung.damaged', 'Lung.tracewise', 'backups']);
    writeFileSync(saved.path, 'rubbish');
    expect(isSound(saved)).toBe(false);
  });
});
