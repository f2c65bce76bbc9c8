import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../fixtures/import', import.meta.url));

/** The bytes of a small file of ours, by format and name. */
export function importFixture(format: string, name: string): Buffer {
  return readFileSync(join(folder, format, name));
}
