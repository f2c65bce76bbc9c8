import { accessSync, constants, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The first of the folders that can be made and written to, else the last one, whose problem will then be said. */
export function chooseLibraryFolder(
  places: { documents: string; userData: string },
  canWrite: (folder: string) => boolean = isWritableFolder,
): string {
  const wished = join(places.documents, 'Tracewise');
  return canWrite(wished) ? wished : join(places.userData, 'library');
}

/** The library of a host that knows no desktop: the same folder that the desktop app uses on most machines. */
export function homeLibraryFolder(home = homedir()): string {
  return chooseLibraryFolder({ documents: join(home, 'Documents'), userData: join(home, '.tracewise') });
}

function isWritableFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
