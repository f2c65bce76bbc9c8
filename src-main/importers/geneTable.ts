import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { TracewiseError } from '#shared/model/errors.ts';
import { geneNames, parseGenes } from '#shared/names/geneNames.ts';
import type { GeneNames } from '#shared/names/geneNames.ts';

/** A reader of a gzipped table of genes, which is read when it is first asked for, and once. */
export function geneTable(path: string): () => Promise<GeneNames> {
  let names: Promise<GeneNames> | undefined;
  return () => (names ??= readGenes(path));
}

async function readGenes(path: string): Promise<GeneNames> {
  try {
    const bytes = await promisify(gunzip)(await readFile(path));
    return geneNames(parseGenes(bytes.toString('utf8')));
  } catch (error) {
    throw new TracewiseError(
      'internal',
      "the program's table of genes cannot be read",
      { place: { file: path }, remedy: 'Install Tracewise again' },
      { cause: error },
    );
  }
}
