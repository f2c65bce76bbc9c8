import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseLibraryFolder, homeGeneSetsFolder, homeLibraryFolder } from '#main/hosts/libraryFolder.ts';

const places = { documents: '/home/documents', userData: '/home/settings' };

it('projects live among the documents', () => {
  expect(chooseLibraryFolder(places, () => true)).toBe(join('/home/documents', 'Tracewise'));
});

it('projects live with the settings when the documents cannot be written to', () => {
  expect(chooseLibraryFolder(places, () => false)).toBe(join('/home/settings', 'library'));
});

it('the folder is made when it is not there', () => {
  const home = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  const folder = homeLibraryFolder(home);
  expect(folder).toBe(join(home, 'Documents', 'Tracewise'));
  expect(existsSync(folder)).toBe(true);
  rmSync(home, { recursive: true });
});

it('gene sets are looked for where there are some, and no folder is made for that', () => {
  const home = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  expect(homeGeneSetsFolder(home)).toBe(join(home, 'Documents', 'Tracewise', 'gene-sets'));
  expect(existsSync(join(home, 'Documents'))).toBe(false);
  const other = join(home, '.tracewise', 'library', 'gene-sets');
  mkdirSync(other, { recursive: true });
  expect(homeGeneSetsFolder(home)).toBe(other);
  rmSync(home, { recursive: true });
});
