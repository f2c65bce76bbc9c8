import { deserialize, serialize } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Analysis, AnalysisKind, UnitContext, UnitReport } from '#shared/model/job.ts';
import type { AnalysisResult } from '#shared/model/results.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { Plan, Procedure } from '#shared/numerics/analyses/procedure.ts';
import { examineDataset } from '#shared/numerics/analyses/sanity/examineDataset.ts';
import { answerStructure } from '#shared/numerics/analyses/structure/questions.ts';
import { failureOf } from './messages.ts';
import type { PanelTask, WorkerAnswer, WorkerRequest, WorkerResult, WorkerTask } from './messages.ts';

type SettingsByKind = { [A in Analysis as A['kind']]: A['settings'] };

/** The procedure of every kind of analysis; what it assembles says of which kind it is. */
export type Procedures = { [K in AnalysisKind]: Procedure<SettingsByKind[K], unknown, AnalysisResult> };

/** An analysis of some kind, as a type from which the compiler knows that settings fit the procedure. */
type AnalysisOf<K extends AnalysisKind> = { [P in K]: { kind: P; settings: SettingsByKind[P] } }[K];

/** Milliseconds between two reports of a share done; curves are reported at once. */
const reportInterval = 100;

/** Turns this thread into one that works through tasks, one at a time, until it is told to end. */
export function serveProcedures(procedures: Procedures): void {
  const port = parentPort;
  if (port === null) throw new TypeError('invalid use: a solver runs as a worker thread');
  let panel: Panel | undefined;
  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'end') {
      port.close();
      return;
    }
    if (request.kind === 'panel') {
      panel = request.panel;
      return;
    }
    const post = (answer: WorkerAnswer) => port.postMessage(answer);
    try {
      post(perform(procedures, request.task, panel, unitContext(request.cancelFlag, post)));
    } catch (error) {
      post({ kind: 'failed', failure: failureOf(error) });
    }
  });
}

function perform(
  procedures: Procedures,
  task: WorkerTask,
  panel: Panel | undefined,
  context: UnitContext,
): WorkerResult {
  if (task.kind === 'answer') return { kind: 'answered', answer: answerStructure(task.question, context) };
  if (panel === undefined) throw new TypeError('invalid task: it came before its panel');
  return performOn(procedures, task, panel, context);
}

function performOn(
  procedures: Procedures,
  task: PanelTask,
  panel: Panel,
  context: UnitContext,
): WorkerResult {
  switch (task.kind) {
    case 'plan':
      return { kind: 'planned', plan: plan(procedures, task.analysis, panel) };
    case 'run':
      return {
        kind: 'ran',
        result: serialize(run(procedures, task.analysis, task.unitName, panel, context)),
      };
    case 'assemble':
      return { kind: 'assembled', result: assemble(procedures, task.analysis, task.results, panel) };
    case 'examine':
      return { kind: 'examined', report: examineDataset(task.question, panel, context) };
  }
}

function plan<K extends AnalysisKind>(procedures: Procedures, analysis: AnalysisOf<K>, panel: Panel): Plan {
  return procedures[analysis.kind].plan(analysis.settings, panel);
}

function run<K extends AnalysisKind>(
  procedures: Procedures,
  analysis: AnalysisOf<K>,
  unitName: string,
  panel: Panel,
  context: UnitContext,
): unknown {
  const result = procedures[analysis.kind].run(unitName, analysis.settings, panel, context);
  if (context.isCancelled()) throw new TracewiseError('cancelled', 'cancelled');
  return result;
}

function assemble<K extends AnalysisKind>(
  procedures: Procedures,
  analysis: AnalysisOf<K>,
  results: readonly { name: string; result: Uint8Array }[],
  panel: Panel,
): AnalysisResult {
  const unitResults = new Map(
    results.map(({ name, result }): [string, unknown] => [name, deserialize(result)]),
  );
  return procedures[analysis.kind].assemble(analysis.settings, panel, unitResults);
}

function unitContext(
  cancelFlag: Int32Array<SharedArrayBuffer>,
  post: (answer: WorkerAnswer) => void,
): UnitContext {
  let reportedAt = -Infinity;
  return {
    isCancelled: () => Atomics.load(cancelFlag, 0) !== 0,
    report: (report: UnitReport) => {
      const now = performance.now();
      if (report.curve === undefined && now - reportedAt < reportInterval) return;
      reportedAt = now;
      post({ kind: 'report', report });
    },
  };
}
