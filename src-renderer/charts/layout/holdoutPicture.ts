import type { HoldoutScheme } from '#shared/model/settings.ts';

export type EntryState = 'training' | 'held-out' | 'unobserved';

export interface PictureCell {
  sample: number;
  drug: number;
  state: EntryState;
}

export const pictureSampleCount = 12;
export const pictureDrugCount = 9;

/** Samples are listed tissue by tissue: the first sample of each. */
export const pictureTissueStarts = [0, 5, 8];

const foldCount = 5;
const heldOutSamples = new Set([2, 7]);

/** A small panel with one fold held out: what each setting asks a model to predict. */
export function holdoutPicture(scheme: HoldoutScheme): PictureCell[] {
  const cells: PictureCell[] = [];
  for (let sample = 0; sample < pictureSampleCount; sample += 1) {
    for (let drug = 0; drug < pictureDrugCount; drug += 1) {
      cells.push({ sample, drug, state: stateOf(scheme, sample, drug) });
    }
  }
  return cells;
}

function stateOf(scheme: HoldoutScheme, sample: number, drug: number): EntryState {
  if (isUnobserved(sample, drug)) return 'unobserved';
  return isHeldOut(scheme, sample, drug) ? 'held-out' : 'training';
}

function isHeldOut(scheme: HoldoutScheme, sample: number, drug: number): boolean {
  switch (scheme) {
    case 'transductive':
      return (sample * 3 + drug * 2 + ((sample * drug) % 4)) % foldCount === 0;
    case 'inductive':
      return heldOutSamples.has(sample);
    case 'leave-tissue-out':
      return sample >= pictureTissueStarts[1] && sample < pictureTissueStarts[2];
  }
}

function isUnobserved(sample: number, drug: number): boolean {
  return (sample * 7 + drug * 11) % 13 === 5;
}
