import { randomUUID } from 'node:crypto';
import { constants, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rm, stat } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { HostFile } from '#shared/contract/host.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { FileTable } from '../fileTable.ts';

export interface UploadFolders {
  /** Private to this run, removed at its end. */
  temporary: string;
  /** Where a project has to go: a browser hands over contents, not the file itself. */
  library: string;
}

const projectEnding = '.tracewise';
const sqliteMagic = 'SQLite format 3\0';

/**
 * Writes a request's body to disk as it comes. Tables stay in the temporary folder; a project becomes one of the library,
 * under a free name. A broken upload leaves nothing behind.
 * @throws TracewiseError `disk`, or `corrupt` for a project that is none
 */
export async function receiveUpload(
  request: IncomingMessage,
  givenName: string,
  files: FileTable,
  folders: UploadFolders,
): Promise<HostFile> {
  const name = nameForPeople(givenName);
  const path = join(folders.temporary, randomUUID());
  try {
    await pipeline(request, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
    const { size: byteCount } = await stat(path);
    if (extname(name).toLowerCase() !== projectEnding)
      return { id: files.add({ path, name }), name, byteCount };
    const project = await addToLibrary(path, name, folders.library);
    await rm(path);
    return { id: files.add(project), name: project.name, byteCount };
  } catch (error) {
    await rm(path, { force: true });
    throw describeFailure(error, name);
  }
}

/** The last part of a name, without what a terminal or a file system would take for something else. */
function nameForPeople(givenName: string): string {
  const lastPart = givenName.split(/[/\\]/).pop() ?? '';
  const plain = lastPart
    .replaceAll(/[\p{Cc}<>:"|?*]/gu, '')
    .replace(/^\.+/, '')
    .slice(-150);
  return plain === '' ? 'file' : plain;
}

async function addToLibrary(source: string, name: string, library: string) {
  if (!(await startsLikeDatabase(source))) {
    throw new TracewiseError('corrupt', `${name} is not a Tracewise project`, { place: { file: name } });
  }
  await mkdir(library, { recursive: true });
  const stem = name.slice(0, -projectEnding.length);
  for (let copy = 1; ; copy += 1) {
    const freeName = `${stem}${copy === 1 ? '' : ` ${copy}`}${projectEnding}`;
    const path = join(library, freeName);
    if (await copyUnlessTaken(source, path)) return { path, name: freeName };
  }
}

async function startsLikeDatabase(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(sqliteMagic.length), 0, sqliteMagic.length, 0);
    return buffer.toString('latin1', 0, bytesRead) === sqliteMagic;
  } finally {
    await file.close();
  }
}

async function copyUnlessTaken(source: string, destination: string): Promise<boolean> {
  try {
    await copyFile(source, destination, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    await rm(destination, { force: true });
    throw error;
  }
}

function describeFailure(error: unknown, name: string): unknown {
  const remedies: Partial<Record<string, string>> = {
    ENOSPC: 'Make room on the disk and try again',
    EDQUOT: 'Make room on the disk and try again',
    EROFS: 'Choose a library folder that can be written to',
    EACCES: 'Choose a library folder that can be written to',
  };
  const remedy = remedies[codeOf(error) ?? ''];
  if (remedy === undefined) return error;
  return new TracewiseError('disk', `${name} cannot be stored`, { remedy }, { cause: error });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
