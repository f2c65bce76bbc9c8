import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openFile } from '#main/store/openFile.ts';
import { savingSteps } from '#main/store/saveDataset.ts';
import { atOnce } from '#main/store/steps.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

test('an import for which the file cannot grow leaves the file as it was', () => {
  const path = join(temporaryFolder(), 'study.tracewise');
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset({ name: 'small' }), { replace: false });
  project.close();
  const before = readFileSync(path);

  const connection = openFile(path);
  connection.read((database) => database.pragma('max_page_count = 60'));
  const error = thrownBy(() =>
    atOnce(savingSteps(connection, smallDataset({ name: 'big', features: 40_000 }), { replace: false })),
  );
  connection.close();
  expect(error.kind).toBe('disk');
  expect(error.message).toContain('the disk is full');

  expect(readFileSync(path).length).toBe(before.length);
  const reopened = openProject(path);
  expect(reopened.listDatasets().map(({ name }) => name)).toEqual(['small']);
  expect(reopened.check()).toEqual([]);
  reopened.close();
});
