import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

type JobMethods = 'job/estimate' | 'job/start' | 'job/list' | 'job/cancel' | 'job/pause' | 'job/resume';

export function jobHandlers({ projects, jobs }: Services): Handlers<JobMethods> {
  return {
    'job/estimate': ({ projectId, dataset, analysis }, { signal }) =>
      jobs.estimate(projects.get(projectId), dataset, analysis, signal),
    'job/start': ({ projectId, ...request }, { signal }) =>
      jobs.start(projects.get(projectId), request, signal),
    'job/list': ({ projectId }) => jobs.list(projects.get(projectId)),
    'job/cancel': ({ projectId, jobId }) => jobs.cancel(projects.get(projectId), jobId),
    'job/pause': ({ projectId, jobId }) => jobs.pause(projects.get(projectId), jobId),
    'job/resume': ({ projectId, jobId }) => jobs.resume(projects.get(projectId), jobId),
  };
}
