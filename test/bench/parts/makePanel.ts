import { z } from 'zod';
import { expressionPanel } from '../data/expressionPanel.ts';
import { writePanelFiles } from '../data/panelFiles.ts';
import { readCellLines } from '../data/cellLines.ts';
import { definePart } from './part.ts';

/** Writes a seeded panel into a folder. */
export const makePanel = definePart(
  z.object({
    folder: z.string(),
    shape: z.object({
      samples: z.number(),
      features: z.number(),
      tasks: z.number(),
      missingShare: z.number(),
      seed: z.number(),
    }),
  }),
  ({ folder, shape }) => writePanelFiles(folder, expressionPanel(shape)),
);

/** Writes the panel of a folder of tables into another, as the importer reads it. */
export const convertTables = definePart(
  z.object({ folder: z.string(), data: z.string() }),
  async ({ folder, data }) => writePanelFiles(folder, await readCellLines(data)),
);
