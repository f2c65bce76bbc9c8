import { existsSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GeneSetFolder, geneSetNameOf } from '#main/store/geneSetFolder.ts';
import { thrownBy } from '../../support/errors.ts';
import { sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

function folderIn(root: string): { folder: string; own: GeneSetFolder } {
  const folder = join(root, 'library', 'gene-sets');
  return { folder, own: new GeneSetFolder(() => folder) };
}

test('a file is kept as it is, under its name, in a folder that is made when it is needed', () => {
  const root = temporaryFolder();
  const { folder, own } = folderIn(root);
  expect(own.list()).toEqual([]);
  expect(existsSync(folder)).toBe(false);
  const source = sourceOf(root, 'h.all.v2026.Hs.symbols.gmt', 'A\tx\tEGFR\n');
  const added = own.add(source, { replace: false });
  expect(added.name).toBe('h.all.v2026.Hs.symbols');
  expect(readFileSync(added.path, 'utf8')).toBe('A\tx\tEGFR\n');
  expect(own.list()).toEqual([added]);
  expect(readdirSync(folder)).toEqual(['h.all.v2026.Hs.symbols.gmt']);
});

test('files that lie in the folder count too, by name, with the day of their last change', () => {
  const root = temporaryFolder();
  const { folder, own } = folderIn(root);
  own.add(sourceOf(root, 'b.gmt', 'B\t\tA\n'), { replace: false });
  writeFileSync(join(folder, 'a.gmt.gz'), 'anything');
  utimesSync(join(folder, 'a.gmt.gz'), new Date('2020-02-03T12:00:00Z'), new Date('2020-02-03T12:00:00Z'));
  for (const other of ['notes.txt', '.hidden.gmt']) writeFileSync(join(folder, other), 'x');
  expect(own.list().map(({ name }) => name)).toEqual(['a', 'b']);
  expect(own.list()[0].date).toBe('2020-02-03');
});

test('a name that is taken is refused, but for a replacement, whatever the ending and case', () => {
  const root = temporaryFolder();
  const { folder, own } = folderIn(root);
  own.add(sourceOf(root, 'Sets.gmt', 'A\t\tB\n'), { replace: false });
  const again = sourceOf(root, 'sets.gmt.gz', 'other');
  expect(thrownBy(() => own.add(again, { replace: false })).kind).toBe('conflict');
  own.add(again, { replace: true });
  expect(readdirSync(folder)).toEqual(['sets.gmt.gz']);
});

test('what is removed is gone, and what is not there cannot be', () => {
  const root = temporaryFolder();
  const { folder, own } = folderIn(root);
  own.add(sourceOf(root, 'a.gmt', 'A\t\tB\n'), { replace: false });
  own.remove('a');
  expect(readdirSync(folder)).toEqual([]);
  expect(thrownBy(() => own.remove('a')).kind).toBe('not-found');
});

test.each([
  ['c2.all.gmt', 'c2.all'],
  ['x.GMT.gz', 'x'],
  ['sets.gmt.txt', 'sets'],
  ['sets.txt', 'sets'],
])('the sets of %s go by the name %s', (fileName, name) => {
  expect(geneSetNameOf(fileName)).toBe(name);
});
