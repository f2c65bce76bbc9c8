import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { buildDataset } from '../../src-main/importers/dataset/buildDataset.ts';
import { inspectFile } from '../../src-main/importers/inspectFile.ts';
import { createProject } from '../../src-main/store/projectFile.ts';
import type { ProjectStore } from '../../src-main/store/projectFile.ts';
import { TracewiseError } from '../../src-shared/model/errors.ts';
import type { TableRole } from '../../src-shared/model/dataset.ts';
import { breakBytes, brokenFile, pick, wholeFiles } from './brokenFiles.ts';
import type { WholeFile } from './brokenFiles.ts';
import { readingContext, sourceOf } from './files.ts';
import { temporaryFolder } from './folders.ts';

/** Milliseconds that nothing of the size of a fixture may take. */
const patience = 5000;

/**
 * Imports files that were whole and are broken now: each must end, soon, in a data set or in an error that says where; the
 * project holds the data sets of the former and nothing of the latter.
 * @returns how many ended in which way
 */
export async function importBrokenFiles(count: number): Promise<{ stored: number; refused: number }> {
  const folder = temporaryFolder();
  const files = await wholeFiles(folder);
  const project = createProject(join(folder, 'study.tracewise'), 'Study');
  const ends = { stored: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(brokenFile, async ({ file, damages }) => {
      const whole = pick(files, file);
      const bytes = breakBytes(
        whole.bytes,
        damages,
        files.map((other) => other.bytes),
      );
      const start = performance.now();
      const stored = await importBroken(project, whole, bytes, folder);
      expect(performance.now() - start, `${whole.name}: milliseconds`).toBeLessThan(patience);
      ends[stored ? 'stored' : 'refused'] += 1;
      expect(project.listDatasets().length).toBe(stored || ends.stored > 0 ? 1 : 0);
    }),
    { numRuns: count },
  );
  expect(project.check()).toEqual([]);
  project.close();
  return ends;
}

async function importBroken(
  project: ProjectStore,
  whole: WholeFile,
  bytes: Buffer,
  folder: string,
): Promise<boolean> {
  const source = sourceOf(folder, `broken ${whole.name}`, bytes);
  const role = await endingWell(async () => {
    const { suggestedRole } = await inspectFile(source, readingContext());
    return suggestedRole;
  });
  const dataset = await endingWell(async () => {
    const request = {
      dataset: 'broken',
      missing: 'mean' as const,
      tables: [...whole.others, { source, role: asGiven(whole.role, role), format: 'auto' }],
    };
    return (await buildDataset(request, readingContext())).dataset;
  });
  if (dataset === undefined) return false;
  expect(dataset.featureValues.length).toBe(dataset.samples.length * dataset.features.length);
  project.saveDataset(dataset, { replace: true });
  return true;
}

/** A file that looks like features is given as such, whichever; others as what they were. */
function asGiven(was: TableRole, looks: TableRole | undefined): TableRole {
  const isFeatures = (role: TableRole) => !['response', 'drugs', 'samples', 'lookup'].includes(role);
  return looks !== undefined && isFeatures(was) && isFeatures(looks) ? looks : was;
}

/** @returns `undefined` for work that ends in an error for people, which must say where */
async function endingWell<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TracewiseError)) throw error;
    expect(['invalid-input', 'invalid-setting'], error.message).toContain(error.kind);
    if (error.kind === 'invalid-input') expect(error.detail.place?.file, error.message).toBeDefined();
    return undefined;
  }
}
