import { z } from 'zod';
import { missingPolicy, tableRole } from './dataset.ts';
import { nameChoice, namingOptions, orientation, readingOptions } from './imports.ts';

/** What is said of a file of an import: recognised, or corrected by the user. */
export const importedTable = z.strictObject({
  role: tableRole,
  /** The format's name, or `auto`. */
  format: z.string(),
  /** `undefined`: as recognised, settled by the names it shares with the other tables. */
  orientation: orientation.optional(),
  /** For a response: the metric's name. */
  metric: z.string().optional(),
  /** For `features`: the block's name. */
  block: z.string().optional(),
  ...readingOptions.shape,
});

/** A file as a recipe names it: below the folder that files are looked for in. */
const recipeFile = z.strictObject({
  name: z.string().min(1),
  byteCount: z.number().int().min(0),
  /** Of the file as it lies on the disk, in hexadecimal. */
  sha256: z.string(),
});

/** An import as it can be done again, in any project: with every decision on names that was in force. */
export const importStep = z.strictObject({
  dataset: z.string(),
  /** Whether the tables were added to the data set of that name. */
  add: z.boolean(),
  missing: missingPolicy,
  minVariance: z.number().min(0).optional(),
  ...namingOptions.shape,
  choices: z.array(nameChoice),
  tables: z.array(z.strictObject({ file: recipeFile, ...importedTable.shape })).min(1),
});
export type ImportStep = z.infer<typeof importStep>;

/** A file's name in a recipe: the path as it was given where that leads down from a folder, else its last part. */
export function recipeFileName(path: string): string {
  const parts = path.split(/[/\\]/);
  const leadsDown = !/^([/\\]|[a-z]:)/i.test(path) && !parts.includes('..');
  return leadsDown ? parts.filter((part) => part !== '.').join('/') : (parts.at(-1) ?? path);
}
