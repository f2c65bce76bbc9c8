import type { MethodArguments } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { JobView } from '#shared/model/job.ts';
import type { Session, Terminal } from './session.ts';

/**
 * Starts a job, or goes on with it, and waits until it ends. After Ctrl-C the units that are done stay.
 * @returns whether it was done already
 * @throws TracewiseError `cancelled`; `internal` when the job failed
 */
export async function runJob(
  session: Session,
  terminal: Terminal,
  request: MethodArguments<'job/start'>,
): Promise<{ wasDone: boolean }> {
  const { signal, showProgress, warn } = terminal;
  const ended = deferred<JobView>();
  let jobId: number | undefined;
  const follow = (job: JobView): void => {
    if (job.name !== request.name) return;
    const message = `${request.analysis.kind} "${job.name}"`;
    showProgress({ fraction: job.progress, message, secondsLeft: job.secondsLeft });
    if (hasEnded(job)) ended.resolve(job);
  };
  const unfollow = session.onJob(follow);
  const cancel = (): void => {
    if (jobId === undefined) return;
    const { projectId } = request;
    session.callAnyway('job/cancel', { projectId, jobId }).then(follow, ended.reject);
  };
  signal.addEventListener('abort', cancel);
  try {
    const started = await session.call('job/start', request);
    if (started.state === 'done') return { wasDone: true };
    if (started.unitsDone > 0) {
      warn(`going on with "${request.name}": ${started.unitsDone} of ${started.unitsTotal} units were done`);
    }
    jobId = started.id;
    if (signal.aborted) cancel();
    return concluded(await ended.promise);
  } finally {
    signal.removeEventListener('abort', cancel);
    unfollow();
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Value>((whenResolved, whenRejected) => {
    resolve = whenResolved;
    reject = whenRejected;
  });
  return { promise, resolve, reject };
}

function hasEnded({ state }: JobView): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled' || state === 'paused';
}

function concluded({ name, state, error, unitsDone, unitsTotal }: JobView): { wasDone: boolean } {
  if (state === 'done') return { wasDone: false };
  if (state === 'failed')
    throw new TracewiseError('internal', `"${name}" failed: ${error ?? 'no reason given'}`);
  throw new TracewiseError('cancelled', `"${name}" was stopped`, {
    found: `${unitsDone} of ${unitsTotal} units done`,
    remedy: 'Run the same command again to go on',
  });
}
