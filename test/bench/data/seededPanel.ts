import type { BenchOptions } from '../run/options.ts';
import { runPart } from '../run/processes.ts';
import { panelFiles } from './panelFiles.ts';
import type { PanelFiles } from './panelFiles.ts';

export interface Shape {
  samples: number;
  features: number;
  tasks: number;
  missingShare: number;
}

/** A seeded panel in a folder, made in a process of its own. */
export async function seededPanel(folder: string, shape: Shape, seed: number): Promise<PanelFiles> {
  return panelFiles.parse(await runPart('make-panel', { folder, shape: { ...shape, seed } }));
}

/** A bench's own shape, but for what the options say. */
export function shapeAsked(shape: Shape, { samples, features, tasks }: BenchOptions): Shape {
  return {
    samples: samples ?? shape.samples,
    features: features ?? shape.features,
    tasks: tasks ?? shape.tasks,
    missingShare: shape.missingShare,
  };
}
