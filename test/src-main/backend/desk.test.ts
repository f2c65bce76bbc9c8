import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { aboutProgram, runtimesOf } from '#main/hosts/aboutProgram.ts';
import { jobEvent, jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import type { TestBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

const kept = (options: Parameters<typeof testBackend>[0] = {}) =>
  testBackend({ keepsNotes: true, ...options });

async function startRun({ call, backend }: TestBackend, path: string) {
  const { projectId } = await call('project/open', { fileId: path });
  const committed = jobEvent(backend, ({ unitsDone }) => unitsDone === 1);
  const analysis = { kind: 'evaluate', settings: smallEvaluation({}) };
  await call('job/start', { projectId, dataset: 'panel', name: 'run', analysis, replace: false });
  await committed;
}

describe('what was looked at lately', () => {
  test('is told newest first, also in the next session, without what is gone', async () => {
    const first = kept();
    const inside = await first.call('library/create', { name: 'Lung' });
    const path = projectWithDataset();
    const outside = await first.call('project/open', { fileId: path });
    expect(await first.call('library/recent', {})).toEqual([]);
    await first.call('project/overview', { projectId: inside.projectId });
    await first.call('project/overview', { projectId: outside.projectId });
    await first.call('project/overview', { projectId: outside.projectId });
    const told = first.events.filter(({ event }) => event === 'library/recent-changed');
    expect(told).toHaveLength(2);
    await first.backend.close();

    const second = kept({ libraryFolder: first.libraryFolder });
    const recent = await second.call('library/recent', {});
    expect(recent).toEqual([
      { projectId: outside.projectId, name: 'Study', path },
      { projectId: inside.projectId, name: 'Lung', path: join(first.libraryFolder, 'Lung.tracewise') },
    ]);
    expect((await second.call('project/overview', { projectId: outside.projectId })).card.name).toBe('Study');
    await second.call('project/close', { projectId: outside.projectId });
    rmSync(path);
    expect((await second.call('library/recent', {})).map(({ name }) => name)).toEqual(['Lung']);
  });

  test('is an empty list when the note cannot be read, and a project opens all the same', async () => {
    const { call, libraryFolder } = kept();
    const { projectId } = await call('library/create', { name: 'Lung' });
    writeFileSync(join(libraryFolder, '.recent.json'), '[{"name":1}]');
    expect(await call('library/recent', {})).toEqual([]);
    await call('project/overview', { projectId });
    expect(await call('library/recent', {})).toMatchObject([{ name: 'Lung' }]);
  });

  test('is not noted by a command of the terminal, whose folder is no library', async () => {
    const { call, libraryFolder } = testBackend();
    const { projectId } = await call('library/create', { name: 'Lung' });
    await call('project/overview', { projectId });
    expect(await call('library/recent', {})).toEqual([]);
    expect(existsSync(join(libraryFolder, '.recent.json'))).toBe(false);
  });
});

describe('work that a close interrupted', () => {
  test('goes on at the next start, once, wherever its project is', async () => {
    const gate = join(temporaryFolder(), 'gate');
    const path = projectWithDataset({ drugs: ['A', `waits-for=${gate}`] });
    const first = kept();
    await startRun(first, path);
    await first.backend.close();
    writeFileSync(gate, '');

    const second = kept({ libraryFolder: first.libraryFolder });
    const ended = jobReaches(second.backend, 'run', 'done');
    expect(await second.call('job/resume-interrupted', {})).toMatchObject({
      resumed: [{ name: 'run', unitsDone: 1 }],
      problems: [],
    });
    expect(await ended).toMatchObject({ unitsDone: 2 });
    expect(await second.call('job/resume-interrupted', {})).toEqual({ resumed: [], problems: [] });
  });

  test('does not go on when the user had paused it', async () => {
    const path = projectWithDataset({ drugs: ['A', 'waits'] });
    const first = kept();
    await startRun(first, path);
    const { projectId } = await first.call('project/open', { fileId: path });
    const [{ id: jobId }] = await first.call('job/list', { projectId });
    await first.call('job/pause', { projectId, jobId });
    await first.backend.close();
    const second = kept({ libraryFolder: first.libraryFolder });
    expect(await second.call('job/resume-interrupted', {})).toEqual({ resumed: [], problems: [] });
  });

  test('is told in words when it cannot go on: its file is gone, or another version began it', async () => {
    const gone = projectWithDataset({ drugs: ['A', 'waits'] });
    const old = projectWithDataset({ drugs: ['A', 'waits'] });
    const first = kept({ threads: 4 });
    await startRun(first, gone);
    await startRun(first, old);
    await first.backend.close();
    rmSync(gone);
    const second = kept({ libraryFolder: first.libraryFolder, version: '2.0.0' });
    const { resumed, problems } = await second.call('job/resume-interrupted', {});
    expect(resumed).toEqual([]);
    expect(problems).toHaveLength(2);
    expect(problems[1]).toContain('version 1.0.0');
  });
});

describe('what the program is', () => {
  test('names its version, its licence and those of its parts', async () => {
    const { call } = testBackend({ about: aboutProgram });
    const about = await call('app/about', {});
    expect(about.version).toBe('1.0.0');
    expect(about.runtimes).toEqual([{ name: 'Node.js', version: process.versions.node }]);
    const [own, notices] = about.licences;
    expect(own.text).toContain('Permission is hereby granted');
    expect(notices).toMatchObject({ title: 'Third-party notices' });
    expect(notices.text).toContain('SIL Open Font License');
  });

  test('names Electron and Chromium where they are', () => {
    expect(runtimesOf({ electron: '45.4.1', chrome: '156.0', node: '24.21.0', v8: '15' })).toEqual([
      { name: 'Electron', version: '45.4.1' },
      { name: 'Chromium', version: '156.0' },
      { name: 'Node.js', version: '24.21.0' },
    ]);
  });
});
