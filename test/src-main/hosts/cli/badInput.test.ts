import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startProgram } from '../../../programs.ts';
import { typed } from '../../../support/commandLine.ts';
import type { Ended } from '../../../support/commandLine.ts';
import { temporaryFolder } from '../../../support/folders.ts';
import { writePanel } from '../../../support/tables.ts';

/** Imports features of this content beside a sound response, into a project that is not there. */
async function importFeatures(content: string | Uint8Array): Promise<Ended & { left: string[] }> {
  const folder = temporaryFolder();
  const { response } = writePanel(folder);
  const bad = join(folder, 'bad.tsv');
  writeFileSync(bad, content);
  const projects = join(folder, 'projects');
  mkdirSync(projects);
  const project = join(projects, 'new.tracewise');
  const flags = ['--expression', bad, '--response', response];
  const outcome = await typed('import', project, '--dataset', 'x', ...flags);
  return { ...outcome, left: readdirSync(projects) };
}

const header = 'sample\tA\tB\n';
const sound = Array.from({ length: 30 }, (_, row) => `line-${row + 1}\t${row}\t${row ** 2}\n`).join('');

describe('an import is refused with exit code 3 and leaves nothing behind:', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['a ragged row', `${header}line-1\t1\t2\nline-2\t1\n`, 'bad.tsv:3:3: '],
    ['text in a number', `${header}line-1\t1\t2\nline-2\t1\tx\n`, 'bad.tsv:3:3: '],
    ['a duplicate sample', `${header}line-1\t1\t2\nline-1\t1\t2\n`, 'bad.tsv:3:1: '],
    ['a duplicate feature', 'sample\tA\tA\nline-1\t1\t2\n', 'bad.tsv:1:3: '],
    ['an empty file', '', 'bad.tsv: '],
    ['a header without rows', header, 'bad.tsv:2: '],
    ['a binary file', Buffer.from('PK\u0003\u0004\u0000'), 'bad.tsv: '],
    ['one column', 'sample\nline-1\n', 'bad.tsv:1: '],
    ['gzip cut short', gzipSync(header + sound).subarray(0, 60), 'bad.tsv: '],
    [
      'bytes that are not UTF-8',
      Buffer.from(`${header}line-1\t1\t2\nl\u00e9\t1\t2\n`, 'latin1'),
      'bad.tsv:3:1: ',
    ],
    ['no shared samples', `${header}a\t1\t2\nb\t3\t4\n`, 'bad.tsv: '],
  ])('%s', async (_, content, place) => {
    const { code, errors, left } = await importFeatures(content);
    expect(code, errors).toBe(3);
    expect(errors).toContain(place);
    expect(errors).toMatch(/found .*expected /s);
    expect(left).toEqual([]);
  });
});

test('a file that is not there is bad input, and is named', async () => {
  const folder = temporaryFolder();
  const { response } = writePanel(folder);
  const project = join(folder, 'new.tracewise');
  const flags = ['--expression', join(folder, 'none.tsv'), '--response', response];
  const { code, errors } = await typed('import', project, '--dataset', 'x', ...flags);
  expect(code).toBe(3);
  expect(errors).toContain('none.tsv: there is no such file');
  expect(readdirSync(folder).sort()).toEqual(['expression.tsv', 'response.tsv']);
});

test('a folder in place of a table is bad input, with what to do', async () => {
  const folder = temporaryFolder();
  const { response } = writePanel(folder);
  const flags = ['--expression', folder, '--response', response];
  const { code, errors } = await typed('import', join(folder, 'new.tracewise'), '--dataset', 'x', ...flags);
  expect(code).toBe(3);
  expect(errors).toContain(
    `${folder}: this is a folder, not a file (found a folder, expected a text table). Name`,
  );
});

test('a refused import leaves the data sets of a project as they were', async () => {
  const folder = temporaryFolder();
  const { expression, response } = writePanel(folder);
  const project = join(folder, 'p.tracewise');
  const flags = ['--expression', expression, '--response', response];
  expect((await typed('import', project, '--dataset', 'x', ...flags)).code).toBe(0);
  writeFileSync(expression, `${header}line-1\tx\t2\n`);
  expect((await typed('import', project, '--dataset', 'x', ...flags, '--replace')).code).toBe(3);
  expect((await typed('import', project, '--dataset', 'y', ...flags)).code).toBe(3);
  const { output } = await typed('project', 'info', project);
  expect(output).toContain('data set "x": 30 samples x 12 features');
  expect(output).not.toContain('"y"');
});

test('a constant drug and one with 3 values are imported with a warning', async () => {
  const folder = temporaryFolder();
  const { expression } = writePanel(folder);
  const response = join(folder, 'odd.tsv');
  const rows = Array.from(
    { length: 30 },
    (_, row) => `line-${row + 1}\t1\t${row < 3 ? row : 'NA'}\t${row}\n`,
  );
  writeFileSync(response, `sample\tSame\tRare\tFine\n${rows.join('')}`);
  const project = join(folder, 'p.tracewise');
  const { code, errors } = await typed(
    ...['import', project, '--dataset', 'x', '--expression', expression, '--response', response],
  );
  expect(code).toBe(0);
  expect(errors).toContain('"Same" has the same response in all samples');
  expect(errors).toContain('"Rare" has 3 values');
});

describe('a project file is refused', () => {
  test('with exit code 3 when it is not one', async () => {
    const file = join(temporaryFolder(), 'notes.tracewise');
    writeFileSync(file, 'not a project\n'.repeat(100));
    const program = startProgram('src-main/hosts/cli/main.ts', ['project', 'info', file]);
    expect(await program.ended).toBe(3);
    expect(program.stderr()).toContain(`${file}: this is not a Tracewise project`);
  });

  test('with exit code 3 and a remedy when it is cut short', async () => {
    const folder = temporaryFolder();
    const whole = join(folder, 'whole.tracewise');
    expect((await typed('project', 'create', whole)).code).toBe(0);
    const bytes = readFileSync(whole);
    const file = join(folder, 'cut.tracewise');
    writeFileSync(file, bytes.subarray(0, bytes.length / 2));
    const { code, errors } = await typed('project', 'info', file);
    expect(code).toBe(3);
    expect(errors).toContain('the project file is damaged. See in the app what can be saved, or use a copy');
    expect(readdirSync(folder).sort()).toEqual(['cut.tracewise', 'whole.tracewise']);
  });

  test('with exit code 2 when it is not there', async () => {
    const file = join(temporaryFolder(), 'none.tracewise');
    const { code, errors } = await typed('project', 'check', file);
    expect(code).toBe(2);
    expect(errors).toContain('there is no such project file');
  });

  test('with exit code 2 where there is no folder for it', async () => {
    const file = join(temporaryFolder(), 'none', 'p.tracewise');
    const { code, errors } = await typed('project', 'create', file);
    expect(code).toBe(2);
    expect(errors).toContain('there is no folder');
  });
});
