import { TracewiseError, errorKinds } from '#shared/model/errors.ts';
import type { ErrorDetail, ErrorKind } from '#shared/model/errors.ts';
import type { Analysis, UnitReport } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { Plan } from '#shared/numerics/analyses/procedure.ts';
import type { SanityQuestion } from '#shared/numerics/analyses/sanity/examineDataset.ts';
import type { StructureAnswer, StructureQuestion } from '#shared/numerics/analyses/structure/questions.ts';

/** One thing for a solver thread to do on the panel that it was given last. */
export type PanelTask =
  | { kind: 'plan'; analysis: Analysis }
  | { kind: 'run'; analysis: Analysis; unitName: string }
  | { kind: 'assemble'; analysis: Analysis; results: { name: string; result: Uint8Array }[] }
  | { kind: 'examine'; question: SanityQuestion };

/** One thing to do that brings its numbers along. */
export type OwnTask = { kind: 'answer'; question: StructureQuestion };

export type WorkerTask = PanelTask | OwnTask;

export type WorkerRequest =
  | { kind: 'panel'; panel: Panel | undefined }
  | { kind: 'task'; task: WorkerTask; cancelFlag: Int32Array<SharedArrayBuffer> }
  | { kind: 'end' };

/** What a task came to; a unit's result crosses, and is stored, in V8's serialisation. */
export type WorkerResult =
  | { kind: 'planned'; plan: Plan }
  | { kind: 'ran'; result: Uint8Array }
  | { kind: 'assembled'; result: AnalysisResult }
  | { kind: 'examined'; report: SanityReport }
  | { kind: 'answered'; answer: StructureAnswer };

export type WorkerAnswer =
  WorkerResult | { kind: 'report'; report: UnitReport } | { kind: 'failed'; failure: WorkerFailure };

/** An error without its class, which does not survive the way between threads. */
export interface WorkerFailure {
  kind: ErrorKind;
  message: string;
  detail: ErrorDetail;
}

export function failureOf(error: unknown): WorkerFailure {
  if (error instanceof TracewiseError) {
    return { kind: error.kind, message: error.message, detail: error.detail };
  }
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error), detail: {} };
}

export function errorOf({ kind, message, detail }: WorkerFailure): TracewiseError {
  return new TracewiseError(errorKinds.includes(kind) ? kind : 'internal', message, detail);
}
