import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { geneSetFile } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';

const shippedSet = z.strictObject({
  ...geneSetFile.shape,
  title: z.string(),
  file: z.string(),
  setCount: z.number().int(),
  geneCount: z.number().int(),
  terms: z.string(),
});

/** A file of gene sets that comes with the program. */
export interface ShippedSets extends Omit<z.infer<typeof shippedSet>, 'file'> {
  path: string;
}

/** @throws TracewiseError `internal` when the program's own list is gone or damaged */
export async function listShippedSets(folder: string): Promise<ShippedSets[]> {
  const manifest = join(folder, 'manifest.json');
  try {
    const listed = z.array(shippedSet).parse(JSON.parse(await readFile(manifest, 'utf8')));
    return listed.map(({ file, ...facts }) => ({ ...facts, path: join(folder, file) }));
  } catch (error) {
    throw new TracewiseError(
      'internal',
      "the program's list of gene sets cannot be read",
      { place: { file: manifest }, remedy: 'Install Tracewise again' },
      { cause: error },
    );
  }
}
