import type { ClusterSettings } from '../model/clustering.ts';
import type { ResultOrigin } from '../model/results.ts';
import type { EvaluationSettings, FitSettings, ScreenSettings } from '../model/settings.ts';

export interface ResultCard extends ResultOrigin {
  name: string;
  datasetName: string;
}
export interface EvaluationCard extends ResultCard {
  settings: EvaluationSettings;
}
export interface ModelCard extends ResultCard {
  settings: FitSettings;
}

export interface ScreenCard extends ResultCard {
  settings: ScreenSettings;
  /** Per metric, what was screened and which drugs are noisy. */
  noise: { metric: string; screenedCount: number; noisyDrugs: string[] }[];
}

/** A clustering that was stored under a name. */
export interface ClusterCard extends ResultCard {
  settings: ClusterSettings;
  k: number;
  /** Whether the very model is still there; it may have been deleted or replaced since. */
  modelIsThere: boolean;
}
