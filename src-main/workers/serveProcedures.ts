import { deserialize, serialize } from 'node:v8';
import { parentPort } from 'node:worker_threads';
import { TracewiseError } from '#shared/model/errors.ts';
import type { UnitContext, UnitReport } from '#shared/model/job.ts';
import type { Evaluation, FittedModel } from '#shared/model/results.ts';
import type { EvaluationSettings, FitSettings } from '#shared/model/settings.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { Procedure } from '#shared/numerics/analyses/procedure.ts';
import { failureOf } from './messages.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult, WorkerTask } from './messages.ts';

/** The procedure of every kind of analysis. */
export interface Procedures {
  evaluate: Procedure<EvaluationSettings, unknown, Evaluation>;
  fit: Procedure<FitSettings, unknown, FittedModel>;
}

/** Milliseconds between two reports of a share done; curves are reported at once. */
const reportInterval = 100;

/** Turns this thread into one that works through tasks, one at a time. */
export function serveProcedures(procedures: Procedures): void {
  const port = parentPort;
  if (port === null) throw new TypeError('invalid use: a solver runs as a worker thread');
  let panel: Panel | undefined;
  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'panel') {
      panel = request.panel;
      return;
    }
    const post = (answer: WorkerAnswer) => port.postMessage(answer);
    try {
      if (panel === undefined) throw new TypeError('invalid task: it came before its panel');
      post(perform(procedures, request.task, panel, unitContext(request.cancelFlag, post)));
    } catch (error) {
      post({ kind: 'failed', failure: failureOf(error) });
    }
  });
}

function perform(procedures: Procedures, task: WorkerTask, panel: Panel, context: UnitContext): WorkerResult {
  switch (task.kind) {
    case 'plan':
      return { kind: 'planned', plan: plan(procedures, task.analysis, panel) };
    case 'run':
      return { kind: 'ran', result: serialize(run(procedures, task, panel, context)) };
    case 'assemble':
      return { kind: 'assembled', result: assemble(procedures, task, panel) };
  }
}

function plan(procedures: Procedures, analysis: WorkerTask['analysis'], panel: Panel) {
  return analysis.kind === 'evaluate'
    ? procedures.evaluate.plan(analysis.settings, panel)
    : procedures.fit.plan(analysis.settings, panel);
}

function run(
  procedures: Procedures,
  { analysis, unitName }: Extract<WorkerTask, { kind: 'run' }>,
  panel: Panel,
  context: UnitContext,
): unknown {
  const result =
    analysis.kind === 'evaluate'
      ? procedures.evaluate.run(unitName, analysis.settings, panel, context)
      : procedures.fit.run(unitName, analysis.settings, panel, context);
  if (context.isCancelled()) throw new TracewiseError('cancelled', 'cancelled');
  return result;
}

function assemble(
  procedures: Procedures,
  { analysis, results }: Extract<WorkerTask, { kind: 'assemble' }>,
  panel: Panel,
) {
  const unitResults = new Map(
    results.map(({ name, result }): [string, unknown] => [name, deserialize(result)]),
  );
  return analysis.kind === 'evaluate'
    ? {
        kind: analysis.kind,
        evaluation: procedures.evaluate.assemble(analysis.settings, panel, unitResults),
      }
    : { kind: analysis.kind, model: procedures.fit.assemble(analysis.settings, panel, unitResults) };
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
