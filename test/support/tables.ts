import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { latentFactorPanel } from './panels.ts';
import type { PanelShape } from './panels.ts';

/** Paths of the tables of a panel. */
export interface WrittenPanel {
  expression: string;
  response: string;
}

const smallShape: PanelShape = { samples: 30, features: 12, tasks: 4, missingShare: 0.1, seed: 3 };

/** Writes a small panel as tab-separated tables into a folder. */
export function writePanel(folder: string, shape: PanelShape = smallShape): WrittenPanel {
  const { features, responses, sampleNames, taskNames } = latentFactorPanel(shape);
  const write = (name: string, columns: readonly string[], values: Float64Array): string => {
    const rows = sampleNames.map((sample, row) => [
      sample,
      ...columns.map((_, column) => {
        const value = values[column * sampleNames.length + row];
        return Number.isNaN(value) ? 'NA' : String(value);
      }),
    ]);
    const path = join(folder, name);
    writeFileSync(path, [['sample', ...columns], ...rows].map((cells) => `${cells.join('\t')}\n`).join(''));
    return path;
  };
  const genes = Array.from({ length: shape.features }, (_, index) => `GENE${index + 1}`);
  return {
    expression: write('expression.tsv', genes, features.values),
    response: write('response.tsv', taskNames, responses.values),
  };
}
