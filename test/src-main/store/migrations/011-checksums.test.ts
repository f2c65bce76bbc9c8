import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import { thrownBy } from '../../../support/errors.ts';
import { projectOfVersion } from '../../../support/oldProjects.ts';
import { evaluation } from '../../../support/results.ts';
import { saveResult } from '../../../support/saveResult.ts';

describe('011-checksums', () => {
  test('gives what was there checksums, by which a change is told from then on', () => {
    const path = projectOfVersion(7, (project) =>
      saveResult(project, 'before', { kind: 'evaluate', evaluation: evaluation() }),
    );
    const project = openProject(path);
    expect(project.check()).toEqual([]);
    expect(project.loadEvaluation('before').evaluation).toEqual(evaluation());
    project.close();

    const database = new Database(path);
    const count = (table: string) => database.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    expect(count('chunk_checksum')).toBe(count('matrix_chunk'));
    expect(count('result_checksum')).toBe(count('result'));
    database.exec('UPDATE evaluation SET folds = zeroblob(length(folds))');
    database.close();
    const changed = openProject(path);
    expect(thrownBy(() => changed.loadEvaluation('before')).kind).toBe('corrupt');
    changed.close();
  });

  test('lets checksums go with what they are of', () => {
    const path = projectOfVersion(7, (project) =>
      saveResult(project, 'before', { kind: 'evaluate', evaluation: evaluation() }),
    );
    const project = openProject(path);
    project.deleteResult('before');
    project.close();
    const database = new Database(path);
    expect(database.prepare('SELECT * FROM result_checksum').all()).toEqual([]);
    expect(database.prepare('SELECT count(*) FROM chunk_checksum').pluck().get()).toBe(2);
    database.close();
  });
});
