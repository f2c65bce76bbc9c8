import { join } from 'node:path';

/** Where a library keeps the user's own gene sets. */
export function ownGeneSetsIn(libraryFolder: string): string {
  return join(libraryFolder, 'gene-sets');
}
