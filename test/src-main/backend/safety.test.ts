import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';

/** A project that is open, with a run that is stored in it. */
async function projectWithRun() {
  const path = projectWithDataset();
  const backend = testBackend();
  const { projectId } = await backend.call('project/open', { fileId: path });
  const run = async (name: string) => {
    const analysis = { kind: 'evaluate', settings: smallEvaluation() };
    const done = jobReaches(backend.backend, name, 'done', 'paused', 'failed');
    await backend.call('job/start', { projectId, dataset: 'panel', name, analysis, replace: false });
    return done;
  };
  const runs = async () =>
    (await backend.call('project/overview', { projectId })).evaluations.map(({ name }) => name);
  const copies = () => {
    const folder = join(backend.libraryFolder, 'backups');
    const own = existsSync(folder) ? readdirSync(folder) : [];
    return own.flatMap((project) => readdirSync(join(folder, project)));
  };
  return { ...backend, path, projectId, run, runs, copies };
}

test('a project that nobody looks at any more is closed to one file, with a backup of what is new', async () => {
  const { call, path, projectId, run, copies } = await projectWithRun();
  expect((await run('first')).state).toBe('done');
  expect(existsSync(`${path}-wal`)).toBe(true);
  await call('project/release', { projectId });
  expect(existsSync(`${path}-wal`)).toBe(false);
  expect(copies()).toHaveLength(1);
  await call('project/overview', { projectId });
  await call('project/release', { projectId });
  expect(copies(), 'nothing is new').toHaveLength(1);
});

test('a project whose job runs stays open when it is released', async () => {
  const { call, projectId, run, runs } = await projectWithRun();
  const ended = run('first');
  await call('project/release', { projectId });
  expect((await ended).state).toBe('done');
  expect(await runs()).toEqual(['first']);
});

test('a copy takes the place of its project, and one that is not there leaves it as it is', async () => {
  const { call, events, projectId, run, runs, copies, libraryFolder } = await projectWithRun();
  await run('first');
  await call('project/release', { projectId });
  const [copyId] = copies();
  await call('result/delete', { projectId, name: 'first' });

  const lacking = call('project/restore-copy', { projectId, copyId: '../study.tracewise' });
  await expect(lacking).rejects.toMatchObject({ kind: 'not-found' });
  expect(await runs()).toEqual([]);

  events.length = 0;
  const card = await call('project/restore-copy', { projectId, copyId });
  expect(card).toMatchObject({ projectId, name: 'Study' });
  expect(events.map(({ event }) => event)).toEqual(
    expect.arrayContaining(['project/changed', 'library/changed']),
  );
  expect(await runs()).toEqual(['first']);
  expect(copies(), 'what it took the place of outdates no backup').toEqual([copyId]);
  expect(readdirSync(libraryFolder).filter((name) => name.endsWith('.tracewise'))).toEqual([]);
});

test('a copy that a running backup outdates takes the place of its project all the same', async () => {
  const { call, projectId, run, runs, copies } = await projectWithRun();
  await run('first');
  await call('project/release', { projectId });
  const [copyId] = copies();
  // The backup at its end goes on beside the next call.
  await run('second');
  await call('project/restore-copy', { projectId, copyId });
  expect(await runs()).toEqual(['first']);
});
