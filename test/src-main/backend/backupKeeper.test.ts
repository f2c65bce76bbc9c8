import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { BackupKeeper } from '#main/backend/backupKeeper.ts';
import { Backups } from '#main/store/backups.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function openedProject() {
  const library = temporaryFolder();
  const path = join(library, 'study.tracewise');
  const store = createProject(path, 'Study');
  onTestFinished(() => store.close());
  const backups = new Backups(library);
  return { project: { id: 'study', store }, backups, made: () => backups.list(path).length };
}

test('a backup is made of what is new, once', async () => {
  const { project, backups, made } = openedProject();
  const make = vi.spyOn(backups, 'make');
  const keeper = new BackupKeeper(backups);
  await keeper.keep(project);
  expect(made()).toBe(0);
  keeper.noteChange('study');
  await Promise.all([keeper.keep(project), keeper.keep(project)]);
  expect(made()).toBe(1);
  expect(make).toHaveBeenCalledTimes(1);
});

test('none is made where none are kept, and of a project that is only read', async () => {
  const { project, backups, made } = openedProject();
  const without = new BackupKeeper(undefined);
  without.noteChange('study');
  await without.keep(project);
  project.store.close();
  const store = openProject(project.store.path, { readOnly: true });
  onTestFinished(() => store.close());
  const keeper = new BackupKeeper(backups);
  keeper.noteChange('study');
  await keeper.keep({ id: 'study', store });
  expect(made()).toBe(0);
});

test('a backup that fails is told and made the next time', async () => {
  const { project, backups, made } = openedProject();
  vi.spyOn(backups, 'make').mockRejectedValueOnce(new TracewiseError('disk', 'the disk is full'));
  const keeper = new BackupKeeper(backups);
  keeper.noteChange('study');
  await keeper.keep(project);
  expect(keeper.problemOf('study')?.message).toBe('the disk is full');
  expect(made()).toBe(0);
  await keeper.keep(project);
  expect(keeper.problemOf('study')).toBeUndefined();
  expect(made()).toBe(1);
});

test('an error of the program reaches who asked for the backup, and holds up no other', async () => {
  const { project, backups, made } = openedProject();
  vi.spyOn(backups, 'make').mockRejectedValueOnce(new RangeError('a fault'));
  const keeper = new BackupKeeper(backups);
  keeper.noteChange('study');
  const failing = keeper.keep(project);
  keeper.noteChange('other');
  const next = keeper.keep({ id: 'other', store: project.store });
  await expect(failing).rejects.toThrow('a fault');
  await next;
  expect(made()).toBe(1);
});
