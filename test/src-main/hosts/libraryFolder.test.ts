import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { chooseLibraryFolder, homeLibraryFolder } from '#main/hosts/libraryFolder.ts';

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
