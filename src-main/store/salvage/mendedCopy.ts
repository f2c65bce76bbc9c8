import { constants } from 'node:fs';
import { copyFile, open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import {
  applicationId,
  applicationIdOffset,
  createFile,
  headerSize,
  pageSize,
  removeFile,
  sideFileSuffixes,
  sqliteMagic,
} from '../openFile.ts';

/** Offsets in the header of a database file (SQLite file format, section 1.3). */
const pageSizeOffset = 16;
const changeCounterOffset = 24;
const pageCountOffset = 28;
const versionValidForOffset = 92;

/** First bytes of the pages of a database's trees (SQLite file format, section 1.6). */
const treePageTypes: readonly number[] = [2, 5, 10, 13];

/** Pages that are looked at to tell a project whose beginning is lost from any other file. */
const pagesLookedAt = 64;

export interface MendedCopy {
  /** What was mended, in words. */
  findings: string[];
  /** Whether anything of a project may be in it. */
  holdsPages: boolean;
}

/**
 * Copies a damaged project, with what stands beside it, and gives the copy a header and a length with which a database
 * opens. The project itself is only read.
 * @param copy a path where nothing is
 */
export async function makeMendedCopy(path: string, copy: string): Promise<MendedCopy> {
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  const { size } = await stat(copy);
  if (size === 0) return { findings: ['The file is empty.'], holdsPages: false };
  const file = await open(copy, 'r+');
  try {
    const header = await bytesAt(file, 0, headerSize);
    const isWhole = isOwnHeader(header);
    if (!isWhole && !(await hasTreePages(file, size))) {
      return { findings: ['The file does not hold a Tracewise project.'], holdsPages: false };
    }
    const findings: string[] = [];
    if (!isWhole) {
      await replaceHeader(file, `${copy}-fresh`);
      findings.push('The beginning of the file is overwritten.');
    }
    const told = isWhole ? header.readUInt32BE(pageCountOffset) * pageSize : 0;
    if (size < told || size % pageSize !== 0) {
      findings.push(`The file ends early: ${size} of ${Math.max(told, size)} bytes are there.`);
    }
    if (findings.length > 0) await setPageCount(file, Math.floor(size / pageSize));
    else await copySideFiles(path, copy);
    return { findings, holdsPages: true };
  } finally {
    await file.close();
  }
}

function isOwnHeader(header: Buffer): boolean {
  return (
    header.length === headerSize &&
    header.toString('latin1', 0, sqliteMagic.length) === sqliteMagic &&
    header.readUInt16BE(pageSizeOffset) === pageSize &&
    header.readUInt32BE(applicationIdOffset) === applicationId
  );
}

async function hasTreePages(file: FileHandle, size: number): Promise<boolean> {
  const count = Math.min(pagesLookedAt, Math.floor(size / pageSize));
  for (let page = 1; page < count; page += 1) {
    const [type] = await bytesAt(file, page * pageSize, 1);
    if (treePageTypes.includes(type)) return true;
  }
  return false;
}

/** Puts a new project's header there. */
async function replaceHeader(file: FileHandle, fresh: string): Promise<void> {
  await file.write(await beginningOfNewProject(fresh), 0, headerSize, 0);
}

/** Puts a new project's list of tables in place of one that is lost: they lie in the same pages in every project. */
export async function replaceListOfTables(copy: string): Promise<void> {
  const { size } = await stat(copy);
  const file = await open(copy, 'r+');
  try {
    await file.write(await beginningOfNewProject(`${copy}-fresh`), 0, pageSize, 0);
    await setPageCount(file, Math.floor(size / pageSize));
  } finally {
    await file.close();
  }
}

async function beginningOfNewProject(path: string): Promise<Buffer> {
  createFile(path);
  try {
    const file = await open(path, 'r');
    try {
      return await bytesAt(file, 0, pageSize);
    } finally {
      await file.close();
    }
  } finally {
    removeFile(path);
  }
}

async function setPageCount(file: FileHandle, pages: number): Promise<void> {
  await file.truncate(pages * pageSize);
  const header = await bytesAt(file, 0, headerSize);
  if (header.length < headerSize) return;
  header.writeUInt32BE(pages, pageCountOffset);
  header.writeUInt32BE(header.readUInt32BE(changeCounterOffset), versionValidForOffset);
  await file.write(header, 0, headerSize, 0);
}

async function copySideFiles(path: string, copy: string): Promise<void> {
  for (const suffix of sideFileSuffixes.filter((name) => name !== '-shm')) {
    await copyFile(path + suffix, copy + suffix).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    });
  }
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
