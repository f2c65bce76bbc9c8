import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { CallProgress } from '#shared/contract/wire.ts';
import { Connection } from '#main/store/connection.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallDataset } from '../../support/datasets.ts';
import { mayMount, smallDisk } from '../../support/disks.ts';
import { temporaryFolder } from '../../support/folders.ts';

const metrics = ['activity', 'AUC'];

/** How many reports a closed project holds. */
function storedReports(path: string): number {
  const connection = new Connection(path, { readOnly: true });
  try {
    return connection.read((database) =>
      Number(database.prepare('SELECT count(*) FROM sanity_report').pluck().get()),
    );
  } finally {
    connection.close();
  }
}

/** Puts another sentence into the stored report, by which a second computation would be told. */
function marked(path: string): void {
  const connection = new Connection(path, { readOnly: false });
  connection.write((database) =>
    database.exec("UPDATE sanity_report SET report = json_set(report, '$.dataset', 'marked')"),
  );
  connection.close();
}

describe('the sanity report of a data set', () => {
  test('covers its blocks, metrics, samples and drugs', async () => {
    const path = projectWithDataset({ metrics });
    const { call } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const report = await call('dataset/sanity', { projectId, dataset: 'panel' });
    expect(report.dataset).toBe('panel');
    expect(report.spreads.map(({ name, kind, columnCount }) => [name, kind, columnCount])).toEqual([
      ['expression', 'block', 6],
      ['copy-number', 'block', 6],
      ['activity', 'metric', 3],
      ['AUC', 'metric', 3],
    ]);
    expect(report.samples).toHaveLength(20);
    expect(report.drugs.map(({ metric, name }) => [metric, name])).toEqual(
      metrics.flatMap((metric) => ['A', 'B', 'C'].map((drug) => [metric, drug])),
    );
    expect(report.spreads[2].missingShare).toBe(report.spreads[3].missingShare);
    expect(report.samples[3].missingFeatures).toBeCloseTo(1 / 12, 12);
    await expect(call('dataset/sanity', { projectId, dataset: 'none' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('is computed once, and goes with the data set', async () => {
    const path = projectWithDataset();
    const { call } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const first = await call('dataset/sanity', { projectId, dataset: 'panel' });
    expect(await call('dataset/sanity', { projectId, dataset: 'panel' })).toEqual(first);
    await call('project/close', { projectId });
    expect(storedReports(path)).toBe(1);
    marked(path);
    await call('project/open', { fileId: path });
    expect(await call('dataset/sanity', { projectId, dataset: 'panel' })).toEqual({
      ...first,
      dataset: 'marked',
    });
    await call('project/close', { projectId });
    replaced(path);
    expect(storedReports(path)).toBe(0);
  });

  test('of a shape that is no longer known is computed again', async () => {
    const path = projectWithDataset();
    const { call } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const report = await call('dataset/sanity', { projectId, dataset: 'panel' });
    const connection = new Connection(path, { readOnly: false });
    connection.write((database) => database.exec("UPDATE sanity_report SET report = '{}'"));
    connection.close();
    expect(await call('dataset/sanity', { projectId, dataset: 'panel' })).toEqual(report);
  });

  test.runIf(mayMount())('of a project that cannot be written to is computed, not stored', async () => {
    const folder = smallDisk();
    const path = join(folder, 'study.tracewise');
    copyFileSync(projectWithDataset(), path);
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    const { call } = testBackend();
    const { projectId, readOnly } = await call('project/open', { fileId: path });
    expect(readOnly).toBe(true);
    const report = await call('dataset/sanity', { projectId, dataset: 'panel' });
    expect(report.samples).toHaveLength(20);
    expect(await call('dataset/sanity', { projectId, dataset: 'panel' })).toEqual(report);
    await call('project/close', { projectId });
    expect(storedReports(path)).toBe(0);
  });

  test('tells how far it has come, and is cancelled with the call', async () => {
    const path = `${temporaryFolder()}/large.tracewise`;
    const project = createProject(path, 'Large');
    project.saveDataset(smallDataset({ samples: 900, features: 3000 }), { replace: false });
    project.close();
    const { backend, call } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const controller = new AbortController();
    const seen: CallProgress[] = [];
    const context = { signal: controller.signal, progress: (progress: CallProgress) => seen.push(progress) };
    const running = backend.call('dataset/sanity', { projectId, dataset: 'panel' }, context);
    const outcome = running.then(
      () => 'done',
      (error: unknown) => error,
    );
    while (seen.length === 0) await setTimeout(1);
    const asked = performance.now();
    controller.abort();
    expect(await outcome).toMatchObject({ kind: 'cancelled' });
    expect(performance.now() - asked).toBeLessThan(1500);
    expect(seen[0].message).toBe('examining panel');
    await call('project/close', { projectId });
    expect(storedReports(path)).toBe(0);
  });
});

/** The data set gives way to another of its name. */
function replaced(path: string): void {
  const project = openProject(path);
  project.saveDataset(smallDataset({ seed: 2 }), { replace: true });
  project.close();
}
