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

/** A project as the library shows it. */
export interface ProjectCard {
  projectId: string;
  name: string;
  fileName: string;
  byteCount: number;
  modifiedAt: string;
  datasetNames: string[];
  /** For instance `evaluation "first run": 24 wins, 0 losses`; absent when nothing was computed. */
  lastResult?: string;
  /** Set when the file cannot be read or written: what is wrong, for people. */
  problem?: string;
  readOnly: boolean;
  /** Why it may only be read, and what to do about it; of a project that is open. */
  readOnlyReason?: { message: string; remedy?: string; isInUse: boolean };
  /** The file is damaged: what is left of it can be looked at. */
  isDamaged?: boolean;
}
