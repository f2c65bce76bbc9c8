import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { z } from 'zod';
import { typed } from '../../support/commandLine.ts';
import { writeResMatrix, writeTextMatrix } from '../data/textMatrix.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart } from './part.ts';

export const matrixFile = z.object({ expression: z.string(), response: z.string(), bytes: z.number() });

/** What a matrix of the bench is, and how it is written. */
export const matrixShape = z.object({
  format: z.enum(['matrix', 'res']),
  samples: z.number(),
  features: z.number(),
  decimals: z.number(),
});

/** Drugs of the small response table that an import needs beside its features. */
const drugs = 10;

/** Writes a matrix of numbers as text, and a small one of responses. */
export const makeMatrix = definePart(
  matrixShape.extend({ folder: z.string(), seed: z.number() }),
  ({ folder, format, samples, features, decimals, seed }): z.infer<typeof matrixFile> => {
    const ending = format === 'res' ? 'res' : 'tsv';
    const expression = join(folder, `expression-${samples}-${features}.${ending}`);
    const response = join(folder, `response-${samples}.tsv`);
    const write = format === 'res' ? writeResMatrix : writeTextMatrix;
    const bytes = write(expression, { samples, columns: features, columnPrefix: 'GENE', decimals, seed });
    writeTextMatrix(response, { samples, columns: drugs, columnPrefix: 'drug-', decimals, seed });
    return { expression, response, bytes };
  },
);

export const importAnswer = z.object({
  seconds: z.array(z.number()),
  /** The longest that nothing else had its turn in the thread, of each repeat. */
  longest_pauses_s: z.array(z.number()),
});

const warmUpShape = { format: 'matrix', samples: 50, features: 2_000, decimals: 6, seed: 2 } as const;

/** Imports a matrix into a project of its own, as the command line does: read, matched, hashed, stored. */
export const importMatrix = definePart(
  z.object({ folder: z.string(), expression: z.string(), response: z.string(), repeats: z.number() }),
  async ({ folder, expression, response, repeats }): Promise<z.infer<typeof importAnswer>> => {
    const warmUp = matrixFile.parse(await makeMatrix({ folder, ...warmUpShape }));
    await importTables(join(folder, 'warm-up.tracewise'), warmUp.expression, warmUp.response);
    const seconds: number[] = [];
    const pauses: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const project = join(folder, `import-${process.pid}-${repeat}.tracewise`);
      const delays = monitorEventLoopDelay({ resolution: 1 });
      delays.enable();
      const start = performance.now();
      await importTables(project, expression, response);
      seconds.push(secondsSince(start));
      delays.disable();
      pauses.push(delays.max / 1e9);
      rmSync(project);
    }
    return { seconds, longest_pauses_s: pauses };
  },
);

async function importTables(project: string, expression: string, response: string): Promise<void> {
  const tables = ['--expression', expression, '--response', response];
  const { code, errors } = await typed('import', project, '--dataset', 'bench', '--replace', ...tables);
  if (code !== 0) throw new Error(`the import ended with ${code}: ${errors}`);
}
