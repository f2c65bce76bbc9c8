import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { mayMount, smallDisk } from '../../support/disks.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

describe.runIf(mayMount())('on a disk of two megabytes', () => {
  test('an import that does not fit is refused as a matter of the disk and leaves nothing', () => {
    const folder = smallDisk();
    const path = join(folder, 'study.tracewise');
    const project = createProject(path, 'Study');
    project.saveDataset(smallDataset({ name: 'small' }), { replace: false });
    const before = readFileSync(path).length;
    const error = thrownBy(() =>
      project.saveDataset(smallDataset({ name: 'big', features: 40_000 }), { replace: false }),
    );
    expect(error.kind).toBe('disk');
    expect(error.message).toContain('full');
    expect(error.detail.remedy).toContain('Free some space');
    expect(project.listDatasets().map(({ name }) => name)).toEqual(['small']);
    expect(project.check()).toEqual([]);
    project.close();
    expect(readdirSync(folder)).toEqual(['study.tracewise']);
    expect(readFileSync(path).length).toBe(before);
  });

  test('a copy that does not fit leaves the copy that was there', () => {
    const folder = smallDisk();
    const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
    const copyPath = join(folder, 'copy.tracewise');
    project.copyTo(copyPath);
    const before = readFileSync(copyPath);
    project.saveDataset(smallDataset({ features: 40_000 }), { replace: false });
    const error = thrownBy(() => project.copyTo(copyPath));
    expect(error.kind).toBe('disk');
    expect(error.detail.place?.file).toBe(copyPath);
    expect(readdirSync(folder)).toEqual(['copy.tracewise']);
    expect(readFileSync(copyPath).equals(before)).toBe(true);
    project.close();
  });

  test('a project cannot be created without room and leaves no file', () => {
    const folder = smallDisk();
    execFileSync('dd', ['if=/dev/zero', `of=${join(folder, 'filler')}`, 'bs=1k', 'count=2000'], {
      stdio: 'ignore',
    });
    expect(thrownBy(() => createProject(join(folder, 'study.tracewise'), 'Study')).kind).toBe('disk');
    expect(readdirSync(folder)).toEqual(['filler']);
  });
});

describe.runIf(mayMount())('on a disk that is mounted for reading only', () => {
  test('neither a new project nor a copy is made, and the folder is named as the reason', () => {
    const folder = smallDisk();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const path = join(folder, 'new.tracewise');
    const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
    for (const attempt of [() => createProject(path, 'New'), () => project.copyTo(path)]) {
      const error = thrownBy(attempt);
      expect(error.kind).toBe('disk');
      expect(error.message).toContain('the folder cannot be written to');
      expect(error.detail.place?.file).toBe(path);
      expect(error.detail.remedy).toContain('Choose a folder');
    }
    project.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a project is opened, says that it is read-only, and refuses to be written', () => {
    const folder = smallDisk();
    const path = join(folder, 'a study, with ?#% in its name.tracewise');
    const project = createProject(path, 'Study');
    project.saveDataset(smallDataset(), { replace: false });
    project.close();
    execFileSync('mount', ['-o', 'remount,ro', folder]);

    const opened = openProject(path);
    expect(opened.readOnly).toBe(true);
    expect(opened.name).toBe('Study');
    expect(opened.loadDataset('panel').samples).toHaveLength(20);
    for (const write of [
      () => opened.rename('Other'),
      () => opened.saveDataset(smallDataset({ name: 'more' }), { replace: false }),
      () => opened.claimRunner(),
    ]) {
      const error = thrownBy(write);
      expect(error.kind).toBe('disk');
      expect(error.message).toContain('reading only');
    }
    opened.close();
    expect(thrownBy(() => createProject(join(folder, 'new.tracewise'), 'New')).kind).toBe('disk');
  });

  test('only the file, or only its folder, keeps a project from being written', () => {
    for (const locked of ['study.tracewise', '.']) {
      const folder = temporaryFolder();
      const path = join(folder, 'study.tracewise');
      createProject(path, 'Study').close();
      const target = join(folder, locked);
      execFileSync('mount', ['--bind', target, target]);
      onTestFinished(() => void execFileSync('umount', ['--lazy', target]));
      execFileSync('mount', ['-o', 'remount,bind,ro', target]);
      const project = openProject(path, { holdAs: 'the app' });
      expect(project.refusal?.message).toContain('its file or folder cannot be written to');
      expect(thrownBy(() => project.rename('Other')).kind).toBe('disk');
      expect(project.name).toBe('Study');
      project.close();
    }
  });

  test('a project that a killed process left unfinished there is refused with a way on', () => {
    const folder = smallDisk();
    const source = join(temporaryFolder(), 'study.tracewise');
    const project = createProject(source, 'Study');
    project.rename('Not folded in');
    const path = join(folder, 'study.tracewise');
    for (const suffix of ['', '-wal']) copyFileSync(source + suffix, path + suffix);
    project.close();
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const error = thrownBy(() => openProject(path));
    expect(error.kind).toBe('disk');
    expect(error.detail.remedy).toContain('Copy the project');
  });
});
