import { resolve } from 'node:path';

const projectEnding = '.tracewise';

/**
 * The project files among a program's arguments: what Windows and Linux pass when a file is opened with the app.
 * @param argv the program first, as Node and Electron have it
 * @param folder that relative paths start from
 */
export function projectFilesIn(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isProjectFile(argument))
    .map((argument) => resolve(folder, argument));
}

export function isProjectFile(path: string): boolean {
  return path.toLowerCase().endsWith(projectEnding);
}
