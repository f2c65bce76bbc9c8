import type { EvaluationSettings, FitSettings, ScreenSettings } from './settings.ts';
import type { LambdaCurve } from './results.ts';
import type { TaskGroupSettings } from './taskGroups.ts';

/** An analysis with its settings; the name of its kind is the name of the procedure that runs it. */
export type Analysis =
  | { kind: 'evaluate'; settings: EvaluationSettings }
  | { kind: 'fit'; settings: FitSettings }
  | { kind: 'screen'; settings: ScreenSettings }
  | { kind: 'tasks'; settings: TaskGroupSettings };

export type AnalysisKind = Analysis['kind'];

/** The metrics whose responses an analysis reads. */
export function metricsOf(analysis: Analysis): readonly string[] {
  return analysis.kind === 'screen' ? analysis.settings.metrics : [analysis.settings.metric];
}

/** What an analysis reads of a data set besides the responses; what is left out is as the data set has it. */
export interface PanelChoice {
  blocks?: readonly string[];
  /** SHA-256 of a table of outer folds. */
  folds?: string;
}

export function panelChoiceOf(analysis: Analysis): PanelChoice {
  if (analysis.kind !== 'evaluate' && analysis.kind !== 'tasks') return {};
  const { blocks, folds } = analysis.settings;
  return { ...(blocks === undefined ? {} : { blocks }), ...(folds === undefined ? {} : { folds }) };
}

export type JobState = 'waiting' | 'running' | 'paused' | 'cancelled' | 'failed' | 'done';

/** A job as the drawer shows it. */
export interface JobView {
  id: number;
  projectId: string;
  /** The name of the run or model that it makes. */
  name: string;
  datasetName: string;
  analysis: Analysis;
  state: JobState;
  /** 0 to 1, by the estimated cost of the units. */
  progress: number;
  unitsDone: number;
  unitsTotal: number;
  /** Estimated, from the pace so far; absent until there is one. */
  secondsLeft?: number;
  error?: string;
  createdAt: string;
}

/** What a running unit reports besides its share done. */
export interface UnitReport {
  /** 0 to 1. */
  fraction: number;
  curve?: LambdaCurve;
}

/** Passed beside the arguments of anything long: never inside them. */
export interface UnitContext {
  report: (report: UnitReport) => void;
  isCancelled: () => boolean;
}
