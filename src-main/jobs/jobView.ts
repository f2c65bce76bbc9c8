import type { JobView } from '#shared/model/job.ts';
import type { StoredJob } from '#main/store/jobs.ts';

/** What is known of a running job beyond what its file says. */
export interface LiveShare {
  /** Cost of the done shares of units that are running. */
  runningCost: number;
  secondsLeft?: number;
}

export function jobView(projectId: string, job: StoredJob, live: LiveShare = { runningCost: 0 }): JobView {
  return {
    id: job.id,
    projectId,
    name: job.name,
    datasetName: job.datasetName,
    analysis: job.analysis,
    state: job.state,
    progress: progressOf(job, live.runningCost),
    unitsDone: job.unitsDone,
    unitsTotal: job.unitsTotal,
    ...(live.secondsLeft === undefined ? {} : { secondsLeft: live.secondsLeft }),
    ...(job.error === undefined ? {} : { error: job.error }),
    createdAt: job.createdAt,
  };
}

function progressOf({ state, costDone, costTotal }: StoredJob, runningCost: number): number {
  if (state === 'done') return 1;
  return costTotal === 0 ? 0 : Math.min(1, (costDone + runningCost) / costTotal);
}

/** A job that claims to run although nobody computes in its project was left by a process that ended. */
export function asLeftBehind(job: StoredJob, someoneComputes: boolean): StoredJob {
  const claimsToRun = job.state === 'running' || job.state === 'waiting';
  return claimsToRun && !someoneComputes ? { ...job, state: 'paused' } : job;
}
