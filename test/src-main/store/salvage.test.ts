import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { openProject } from '#main/store/projectFile.ts';
import { salvageProject } from '#main/store/salvage/salvage.ts';
import { damages } from '../../support/damage.ts';
import { damageOnce, fullProject } from '../../support/damaged.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

let made: Buffer | undefined;

/** The bytes of the full project, made once. */
function wholeBytes(): Buffer {
  if (made === undefined) {
    const path = join(temporaryFolder(), 'study.tracewise');
    fullProject(path);
    made = readFileSync(path);
  }
  return Buffer.from(made);
}

/** The full project under a name of its own, and a place for what is saved of it. */
function twoPaths(): { path: string; target: string } {
  const folder = temporaryFolder();
  const path = join(folder, 'study.tracewise');
  writeFileSync(path, wholeBytes());
  return { path, target: join(folder, 'saved.tracewise') };
}

const everything = [
  { what: 'data set', whole: ['panel', 'other'], lost: [] },
  { what: 'evaluation', whole: ['run'], lost: [] },
  { what: 'model', whole: ['model'], lost: [] },
  { what: 'screen', whole: ['screen'], lost: [] },
  { what: 'clustering', whole: ['clustering'], lost: [] },
  { what: 'enrichment', whole: ['enrichment'], lost: [] },
  { what: 'unfinished job', whole: ['unfinished'], lost: [] },
];

function change(path: string, sql: string): void {
  const database = new Database(path);
  database.exec(sql);
  database.close();
}

describe('a damaged project', () => {
  test.each(Object.keys(damages))(
    'with %s is sound, or says what is lost and saves the rest',
    async (kind) => {
      const folder = temporaryFolder();
      for (const seed of [1, 2])
        expect((await damageOnce(wholeBytes(), folder, kind, seed)).faults).toEqual([]);
    },
  );

  test.each([
    // A page whose end is missing, and a format that no version of SQLite wrote.
    ['cut', 116],
    ['a byte of the header changed', 120],
  ])('with %s, seed %i, is not taken for a failing disk or a defect', async (kind, seed) => {
    expect((await damageOnce(wholeBytes(), temporaryFolder(), kind, seed)).faults).toEqual([]);
  });

  test('is saved whole when only its header is lost', async () => {
    const { path, target } = twoPaths();
    const bytes = wholeBytes();
    bytes.fill(0xee, 0, 100);
    writeFileSync(path, bytes);
    const { findings, contents } = await salvageProject(path, target);
    expect(findings).toEqual(['The beginning of the file is overwritten.']);
    expect(contents).toEqual(everything);
    const saved = openProject(target);
    expect(saved.name).toBe('Study');
    expect(saved.listJobs().find(({ name }) => name === 'unfinished')).toMatchObject({ unitsDone: 1 });
    saved.close();
  });

  test('that is cut says how much is missing, and saves what comes before', async () => {
    const { path, target } = twoPaths();
    const { size } = statSync(path);
    truncateSync(path, Math.floor(size * 0.95));
    const { findings, contents, isSaved } = await salvageProject(path, target);
    expect(findings[0]).toBe(`The file ends early: ${Math.floor(size * 0.95)} of ${size} bytes are there.`);
    expect(isSaved).toBe(true);
    expect(contents.flatMap(({ lost }) => lost)).not.toEqual([]);
  });

  test('keeps results whose data set is lost, with the names that they stand for', async () => {
    const { path, target } = twoPaths();
    change(
      path,
      `UPDATE matrix_chunk SET bytes = zeroblob(length(bytes))
       WHERE matrix_id = (SELECT feature_matrix_id FROM dataset WHERE name = 'panel')`,
    );
    expect(openProject(path).check()).toEqual([
      'the values of the data set "panel" are not those that were imported',
    ]);
    const { findings, contents } = await salvageProject(path, target);
    expect(findings).toEqual([
      'The data set “panel” does not read whole.',
      'The unfinished job “unfinished” does not read whole.',
    ]);
    expect(contents[0]).toEqual({ what: 'data set', whole: ['other'], lost: ['panel'] });
    const saved = openProject(target);
    expect(saved.listDatasets().map(({ name }) => name)).toEqual(['other']);
    expect(saved.listResults()).toHaveLength(5);
    expect(saved.loadAxes(saved.loadModel('model').datasetId).samples).toHaveLength(20);
    saved.close();
  });

  test.each([
    ['a number', 'UPDATE model SET objective = objective + 1'],
    [
      'a text',
      "UPDATE result SET settings = replace(settings, '\"seed\":3', '\"seed\":4') WHERE kind = 'fit'",
    ],
    ['bytes', 'UPDATE model SET intercepts = zeroblob(length(intercepts))'],
    [
      'a weight',
      'UPDATE matrix_chunk SET bytes = zeroblob(length(bytes)) WHERE matrix_id = (SELECT weight_matrix_id FROM model)',
    ],
    ['a row less', 'DELETE FROM drug_fit'],
  ])('does not show a model of which %s was changed', async (_, sql) => {
    const { path, target } = twoPaths();
    change(path, sql);
    const project = openProject(path);
    expect(thrownBy(() => project.loadModel('model')).kind).toBe('corrupt');
    expect(project.check()).toContain('the result "model" is not what was stored');
    project.close();
    const { findings } = await salvageProject(path, target);
    expect(findings).toContain('The model “model” does not read whole.');
  });

  test('does not go on from a finished part that was changed', () => {
    const { path } = twoPaths();
    change(path, 'UPDATE unit SET result = zeroblob(length(result))');
    const project = openProject(path);
    const job = project.findJob('unfinished');
    expect(thrownBy(() => project.finishedUnits(job?.id ?? 0)).kind).toBe('corrupt');
    expect(project.check()).toEqual(['a finished part of "unfinished" is not what was stored']);
    project.close();
  });

  test('of a newer version is not taken for damaged', async () => {
    const { path, target } = twoPaths();
    change(path, 'CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; PRAGMA user_version = 99');
    await expect(salvageProject(path, target)).rejects.toThrow('newer version');
  });

  test.each([5, 99])('is known by its tables when it says that it is of version %i', async (version) => {
    const { path, target } = twoPaths();
    change(path, `PRAGMA user_version = ${version}`);
    expect(thrownBy(() => openProject(path)).kind).toBe('corrupt');
    const { findings, contents } = await salvageProject(path, target);
    expect(findings).toEqual(['The version that the file gives is not that of its tables.']);
    expect(contents).toEqual(everything);
  });

  test('is only read', async () => {
    const { path, target } = twoPaths();
    await salvageProject(path, target);
    expect(readFileSync(path).equals(wholeBytes())).toBe(true);
  });
});
