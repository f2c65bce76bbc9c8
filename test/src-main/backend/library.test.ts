import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fileNameFor } from '#main/store/library.ts';
import { testBackend } from '../../support/backend.ts';
import { projectOfVersion } from '../../support/oldProjects.ts';

describe('the library', () => {
  test('is empty before there is a folder, and is made with the first project', async () => {
    const { call, libraryFolder, events } = testBackend();
    expect(await call('library/list', {})).toEqual([]);
    const card = await call('library/create', { name: 'Lung: 1/2' });
    expect(card).toMatchObject({ name: 'Lung: 1/2', fileName: 'Lung- 1-2.tracewise', readOnly: false });
    expect(existsSync(join(libraryFolder, card.fileName))).toBe(true);
    expect(await call('library/list', {})).toEqual([card]);
    expect(events).toEqual([{ kind: 'event', event: 'library/changed', payload: null }]);
  });

  test('finds its projects again in another session, under the same ids', async () => {
    const first = testBackend();
    const card = await first.call('library/create', { name: 'Lung' });
    await first.backend.close();
    const second = testBackend({ libraryFolder: first.libraryFolder });
    const { projectId } = card;
    expect(await second.call('library/list', {})).toMatchObject([{ projectId, name: 'Lung' }]);
    expect((await second.call('project/overview', { projectId })).card.name).toBe('Lung');
  });

  test('shows a file that cannot be opened with what is wrong, and the others', async () => {
    const { call, libraryFolder } = testBackend();
    mkdirSync(libraryFolder);
    writeFileSync(join(libraryFolder, 'broken.tracewise'), 'no database');
    writeFileSync(join(libraryFolder, 'notes.txt'), 'not shown');
    await call('library/create', { name: 'Whole' });
    const [broken, whole] = await call('library/list', {});
    expect(broken).toMatchObject({ name: 'broken', readOnly: true, byteCount: 11 });
    expect(broken.problem).toContain('not a Tracewise project');
    expect(whole).toMatchObject({ name: 'Whole' });
    expect(whole.problem).toBeUndefined();
  });

  test('shows a project of an older version as any other, and leaves it as it is until it is opened', async () => {
    const { call, libraryFolder } = testBackend();
    mkdirSync(libraryFolder);
    const path = join(libraryFolder, 'old.tracewise');
    copyFileSync(projectOfVersion(1), path);
    const [card] = await call('library/list', {});
    expect(card).toMatchObject({ name: 'Old study', datasetNames: ['panel'], readOnly: false });
    expect(card.problem).toBeUndefined();
    expect(readdirSync(libraryFolder)).toEqual(['old.tracewise']);
    const overview = await call('project/overview', { projectId: card.projectId });
    expect(overview).toMatchObject({ datasets: [{ name: 'panel' }], screenings: [] });
    expect(readdirSync(libraryFolder)).toContain('old.tracewise-v1');
    expect(await call('library/list', {})).toMatchObject([{ name: 'Old study' }]);
  });

  test('refuses a name that is taken, without regard to case', async () => {
    const { call } = testBackend();
    await call('library/create', { name: 'Lung' });
    await expect(call('library/create', { name: 'LUNG' })).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('renames a project and its file and keeps its id', async () => {
    const { call, libraryFolder } = testBackend();
    const { projectId } = await call('library/create', { name: 'Lung' });
    const card = await call('library/rename', { projectId, name: 'lung 2' });
    expect(card).toMatchObject({ projectId, name: 'lung 2', fileName: 'lung 2.tracewise' });
    expect(readdirSync(libraryFolder).filter((name) => name.endsWith('.tracewise'))).toEqual([
      'lung 2.tracewise',
    ]);
    expect(await call('library/list', {})).toMatchObject([{ projectId, name: 'lung 2' }]);
    await call('library/create', { name: 'Other' });
    await expect(call('library/rename', { projectId, name: 'other' })).rejects.toMatchObject({
      kind: 'conflict',
    });
    expect((await call('project/overview', { projectId })).card.name).toBe('lung 2');
  });

  test('duplicates a project under a free name', async () => {
    const { call } = testBackend();
    const { projectId } = await call('library/create', { name: 'Lung' });
    expect(await call('library/duplicate', { projectId })).toMatchObject({ name: 'Lung copy' });
    expect(await call('library/duplicate', { projectId })).toMatchObject({ name: 'Lung copy 2' });
    expect(await call('library/list', {})).toHaveLength(3);
  });

  test('puts a project in the trash and back', async () => {
    const { call, libraryFolder } = testBackend();
    const { projectId } = await call('library/create', { name: 'Lung' });
    await call('library/trash', { projectId });
    expect(await call('library/list', {})).toEqual([]);
    expect(readdirSync(join(libraryFolder, '.trash'))).toEqual(['Lung.tracewise']);

    const second = await call('library/create', { name: 'Lung' });
    await expect(call('library/restore', { projectId })).rejects.toMatchObject({ kind: 'conflict' });
    await call('library/rename', { projectId: second.projectId, name: 'Another' });
    expect(await call('library/restore', { projectId })).toMatchObject({ projectId, name: 'Lung' });
    expect((await call('library/list', {})).map(({ name }) => name)).toEqual(['Another', 'Lung']);
    await expect(call('library/restore', { projectId })).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('adds the example panel, again under another name', async () => {
    const exampleFolder = fileURLToPath(new URL('../../../resources/example', import.meta.url));
    const { call } = testBackend({ exampleFolder });
    expect(await call('library/add-example', {})).toMatchObject({
      name: 'Example panel',
      datasetNames: ['example'],
    });
    const { projectId } = await call('library/add-example', {});
    const { card, datasets } = await call('project/overview', { projectId });
    expect(card.name).toBe('Example panel 2');
    expect(datasets[0]).toMatchObject({ hasTissues: true, metrics: [{ name: 'activity area' }] });
    expect(datasets[0].blocks.map(({ name }) => name)).toEqual(['expression', 'copy-number', 'mutation']);
  });

  test('keeps no project of an example whose tables are missing', async () => {
    const { call, libraryFolder } = testBackend();
    await expect(call('library/add-example', {})).rejects.toThrow();
    expect(readdirSync(libraryFolder)).toEqual([]);
  });
});

describe('a project file in the library', () => {
  test.each([
    ['Lung', 'Lung.tracewise'],
    ['  CCLE <2012>? ', 'CCLE -2012--.tracewise'],
    ['con', '_con.tracewise'],
    ['LPT1.x', '_LPT1.x.tracewise'],
    ['...', 'project.tracewise'],
    ['a\u0000b\tc', 'a-b-c.tracewise'],
    ['Zellinien Ä', 'Zellinien Ä.tracewise'],
  ])('of the project %j is named %j', (projectName, fileName) => {
    expect(fileNameFor(projectName)).toBe(fileName);
  });

  test('has a name that every file system takes in length', () => {
    expect(fileNameFor('n'.repeat(200)).length).toBeLessThan(128);
  });
});
