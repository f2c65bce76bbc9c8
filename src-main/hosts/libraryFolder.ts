import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ownGeneSetsIn } from '#main/backend/ownGeneSets.ts';

/** The first of the folders that can be made and written to, else the last one, whose problem will then be said. */
export function chooseLibraryFolder(
  places: { documents: string; userData: string },
  canWrite: (folder: string) => boolean = isWritableFolder,
): string {
  const [wished, other] = candidates(places);
  return canWrite(wished) ? wished : other;
}

/** The library of a host that knows no desktop: the same folder that the desktop app uses on most machines. */
export function homeLibraryFolder(home = homedir()): string {
  return chooseLibraryFolder(homePlaces(home));
}

/** Where that library keeps gene sets; nothing is made where there is no library. */
export function homeGeneSetsFolder(home = homedir()): string {
  const folders = candidates(homePlaces(home)).map(ownGeneSetsIn);
  return folders.find((folder) => existsSync(folder)) ?? folders[0];
}

function homePlaces(home: string) {
  return { documents: join(home, 'Documents'), userData: join(home, '.tracewise') };
}

function candidates({ documents, userData }: { documents: string; userData: string }): [string, string] {
  return [join(documents, 'Tracewise'), join(userData, 'library')];
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
