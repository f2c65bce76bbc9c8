import { join } from 'node:path';
import { z } from 'zod';
import { typed } from '../../support/commandLine.ts';
import { writeTextMatrix } from '../data/textMatrix.ts';
import { secondsSince } from '../run/timings.ts';
import { definePart, peakMegabytes } from './part.ts';

export const matrixFile = z.object({ expression: z.string(), response: z.string(), bytes: z.number() });

/** Drugs of the small response table that an import needs beside its features. */
const drugs = 10;

/** Writes a matrix of numbers as text, and a small one of responses. */
export const makeMatrix = definePart(
  z.object({ folder: z.string(), samples: z.number(), features: z.number(), seed: z.number() }),
  ({ folder, samples, features, seed }): z.infer<typeof matrixFile> => {
    const expression = join(folder, `expression-${samples}-${features}.tsv`);
    const response = join(folder, `response-${samples}.tsv`);
    const bytes = writeTextMatrix(expression, { samples, columns: features, columnPrefix: 'GENE', seed });
    writeTextMatrix(response, { samples, columns: drugs, columnPrefix: 'drug-', seed });
    return { expression, response, bytes };
  },
);

export const importAnswer = z.object({ seconds: z.array(z.number()), peak_mb: z.number() });

const warmUpShape = { samples: 50, features: 2_000, seed: 2 };

/** Imports a matrix into a project of its own, as the command line does: read, matched, hashed, stored. */
export const importMatrix = definePart(
  z.object({ folder: z.string(), expression: z.string(), response: z.string(), repeats: z.number() }),
  async ({ folder, expression, response, repeats }): Promise<z.infer<typeof importAnswer>> => {
    const warmUp = matrixFile.parse(await makeMatrix({ folder, ...warmUpShape }));
    await importTables(join(folder, 'warm-up.tracewise'), warmUp.expression, warmUp.response);
    const seconds: number[] = [];
    for (let repeat = 0; repeat < repeats; repeat++) {
      const project = join(folder, `import-${process.pid}-${repeat}.tracewise`);
      const start = performance.now();
      await importTables(project, expression, response);
      seconds.push(secondsSince(start));
    }
    return { seconds, peak_mb: peakMegabytes() };
  },
);

async function importTables(project: string, expression: string, response: string): Promise<void> {
  const tables = ['--expression', expression, '--response', response];
  const { code, errors } = await typed('import', project, '--dataset', 'bench', '--replace', ...tables);
  if (code !== 0) throw new Error(`the import ended with ${code}: ${errors}`);
}
