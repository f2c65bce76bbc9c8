import { describe, expect, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import { thrownBy } from '../../../support/errors.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';

describe('010-layout', () => {
  test('keeps data sets that were there, of which no import is known', () => {
    const project = openProject(projectOfVersion(7));
    const { id } = project.datasetSummary('panel');
    expect(project.loadImportSteps(id)).toEqual([]);
    expect(project.check()).toEqual([]);
    project.close();
  });

  test('has room for tables of folds, each once, under the hash of its names and folds', () => {
    const project = openProject(projectOfVersion(7));
    const { id, drugNames } = project.datasetSummary('panel');
    const names = project.loadAxes(id).samples.map(({ name }) => name);
    const table = { samples: [names[3], names[0]], drugs: [drugNames[1]], folds: Uint8Array.of(2, 1) };
    const hash = project.saveFoldTable(table);
    expect(project.saveFoldTable(structuredClone(table))).toBe(hash);
    expect(project.saveFoldTable({ ...table, folds: Uint8Array.of(1, 2) })).not.toBe(hash);
    expect(project.loadFoldTable(hash)).toEqual(table);
    const { givenFolds, responses } = project.loadPanelOf(id, ['activity'], { folds: hash });
    const expected = new Uint8Array(responses.values.length);
    expected[responses.rows + 3] = 2;
    expected[responses.rows] = 1;
    expect([...(givenFolds ?? [])]).toEqual([...expected]);
    expect(givenFolds?.buffer).toBeInstanceOf(SharedArrayBuffer);
    const unknown = thrownBy(() => project.loadPanelOf(id, ['activity'], { folds: 'a'.repeat(64) }));
    expect(unknown).toMatchObject({ kind: 'invalid-setting' });
    project.close();
  });
});
