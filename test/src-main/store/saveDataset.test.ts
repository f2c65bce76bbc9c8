import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Connection } from '#main/store/connection.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { savingSteps } from '#main/store/saveDataset.ts';
import { atOnce } from '#main/store/steps.ts';
import { smallDataset, smallEvaluation, wideDataset } from '../../support/datasets.ts';
import { temporaryFolder } from '../../support/folders.ts';

const big = wideDataset(40_000);
const noReplace = { replace: false };

function newProject(): { path: string; project: ProjectStore } {
  const path = join(temporaryFolder(), 'study.tracewise');
  const project = createProject(path, 'Study');
  onTestFinished(() => project.close());
  project.saveDataset(smallDataset(), noReplace);
  return { path, project };
}

/** How many rows a project has of what a data set is made of. */
function rowCounts(path: string): number[] {
  const connection = new Connection(path, { readOnly: true });
  const tables = ['dataset', 'sample', 'feature', 'metric', 'matrix', 'matrix_chunk', 'staged_dataset'];
  const counts = tables.map((table) =>
    connection.read((database) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())),
  );
  connection.close();
  return counts;
}

describe('storing in steps', () => {
  test('stores what storing at one go does', async () => {
    const { project } = newProject();
    const shares: number[] = [];
    const signal = new AbortController().signal;
    const summary = await project.importDataset(big, noReplace, {
      signal,
      progress: (share) => shares.push(share),
    });
    expect(shares.length).toBeGreaterThan(5);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(project.datasetSummary('big')).toEqual(summary);
    expect(summary.hash).toBe(newProject().project.saveDataset({ ...big, name: 'same' }, noReplace).hash);
    expect(project.check()).toEqual([]);
  });

  test('shows nothing of the data set before the last step, and lets another connection write between steps', () => {
    const { path } = newProject();
    const writer = new Connection(path, { readOnly: false });
    const other = openProject(path);
    onTestFinished(() => other.close());
    const steps = savingSteps(writer, big, noReplace);
    let stepCount = 0;
    for (let step = steps.next(); step.done !== true; step = steps.next()) {
      stepCount += 1;
      other.rename(`Step ${stepCount}`);
      if (step.value < 1) expect(other.listDatasets().map(({ name }) => name)).toEqual(['panel']);
    }
    writer.close();
    expect(stepCount).toBeGreaterThan(5);
    expect(other.name).toBe(`Step ${stepCount}`);
    expect(other.listDatasets().map(({ name }) => name)).toEqual(['panel', 'big']);
    expect(other.check()).toEqual([]);
  });

  test('that is cancelled leaves no row and gives its space back', async () => {
    const { path, project } = newProject();
    const before = { rows: rowCounts(path), bytes: statSync(path).size };
    const controller = new AbortController();
    const stored = project.importDataset(big, noReplace, {
      signal: controller.signal,
      progress: (share) => {
        if (share > 0.5) controller.abort();
      },
    });
    await expect(stored).rejects.toMatchObject({ kind: 'cancelled' });
    expect({ rows: rowCounts(path), bytes: statSync(path).size }).toEqual(before);
    expect(project.check()).toEqual([]);
  });

  test('is not disturbed by another that opens the project or deletes in it meanwhile', () => {
    const { path } = newProject();
    const writer = new Connection(path, { readOnly: false });
    const steps = savingSteps(writer, big, noReplace);
    steps.next();
    const other = openProject(path);
    const { id } = other.datasetSummary('panel');
    const analysis = { kind: 'evaluate' as const, settings: smallEvaluation() };
    other.createJob({ name: 'run', datasetId: id, analysis, version: '1', replaces: false, units: [] });
    other.deleteResult('run');
    other.close();
    expect(atOnce(steps)).toMatchObject({ name: 'big', featureCount: 40_000 });
    writer.close();
  });

  test('stops with a conflict when another took it for dead and cleared its data set away', () => {
    const { path, project } = newProject();
    const before = rowCounts(path);
    const writer = new Connection(path, { readOnly: false });
    const steps = savingSteps(writer, big, noReplace);
    steps.next();
    writer.write((database) => database.prepare('UPDATE staged_dataset SET beat = 0').run());
    openProject(path).close();
    expect(() => atOnce(steps)).toThrow('cleared away');
    writer.close();
    expect(rowCounts(path)).toEqual(before);
    expect(project.check()).toEqual([]);
  });

  test('deletes the data set that it replaces', () => {
    const { path, project } = newProject();
    const before = rowCounts(path);
    project.saveDataset(smallDataset({ seed: 2 }), { replace: true });
    expect(rowCounts(path)).toEqual(before);
  });

  test('writes into a copy nothing of what is not stored yet', () => {
    const { path, project } = newProject();
    const before = rowCounts(path);
    const writer = new Connection(path, { readOnly: false });
    const steps = savingSteps(writer, big, noReplace);
    steps.next();
    steps.next();
    const copy = join(dirname(path), 'copy.tracewise');
    project.copyTo(copy);
    expect(rowCounts(copy)).toEqual(before);
    atOnce(steps);
    writer.close();
  });
});

describe('a process that is killed while it stores', () => {
  test.each([0, 5, 10, 15])(
    'leaves a sound project after step %i, from which the next to open it clears what was left',
    async (stepCount) => {
      const { path, project } = newProject();
      project.close();
      const before = { rows: rowCounts(path), bytes: statSync(path).size };
      const script = fileURLToPath(new URL('../../support/runImport.ts', import.meta.url));
      const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      let seen = 0;
      for await (const line of createInterface({ input: child.stdout })) {
        expect(line).not.toBe('done');
        if (seen++ === stepCount) break;
      }
      await delay(Math.random() * 4);
      child.kill('SIGKILL');
      await ended;

      const opened = openProject(path);
      const names = opened.listDatasets().map(({ name }) => name);
      expect(opened.check()).toEqual([]);
      opened.close();
      expect(readdirSync(dirname(path))).toEqual(['study.tracewise']);
      if (names.includes('big')) return;
      expect(names).toEqual(['panel']);
      expect({ rows: rowCounts(path), bytes: statSync(path).size }).toEqual(before);
    },
  );
});
