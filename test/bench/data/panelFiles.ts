import { openSync, closeSync, readSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';

/** A panel in a folder: `features.f64` and `responses.f64`, column-major 64-bit numbers, NaN where missing. */
export const panelFiles = z.object({
  folder: z.string(),
  samples: z.number(),
  features: z.number(),
  tasks: z.number(),
});
export type PanelFiles = z.infer<typeof panelFiles>;

export function writePanelFiles(folder: string, { features, responses }: Panel): PanelFiles {
  writeNumbers(join(folder, 'features.f64'), features.values);
  writeNumbers(join(folder, 'responses.f64'), responses.values);
  return { folder, samples: features.rows, features: features.columns, tasks: responses.columns };
}

/** The panel of a folder; its matrices lie in shared memory, as those of the store do. */
export function readPanelFiles({ folder, samples, features, tasks }: PanelFiles): Panel {
  return {
    features: readMatrix(join(folder, 'features.f64'), samples, features),
    responses: readMatrix(join(folder, 'responses.f64'), samples, tasks),
    sampleNames: Array.from({ length: samples }, (_, sample) => `line-${sample + 1}`),
    taskNames: Array.from({ length: tasks }, (_, task) => `drug-${task + 1}`),
  };
}

export function writeNumbers(path: string, values: Float64Array): void {
  writeFileSync(path, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

export function readNumbers(path: string): Float64Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(statSync(path).size));
  const file = openSync(path, 'r');
  try {
    let done = 0;
    while (done < bytes.length) done += readSync(file, bytes, done, bytes.length - done, done);
  } finally {
    closeSync(file);
  }
  return new Float64Array(bytes.buffer);
}

function readMatrix(path: string, rows: number, columns: number): Matrix {
  return matrix(rows, columns, readNumbers(path));
}
