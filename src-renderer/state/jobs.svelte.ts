import type { JobView } from '#shared/model/job.ts';
import type { LambdaCurve } from '#shared/model/results.ts';
import type { Client } from '../client/client.ts';
import type { Notices } from './notices.svelte.ts';

type JobAction = 'job/pause' | 'job/resume' | 'job/cancel';

/** Every job that was heard of since the start, newest first, with the curves that came in while it ran. */
export class Jobs {
  all = $state.raw<JobView[]>([]);
  #curves = $state.raw<Readonly<Record<string, LambdaCurve[]>>>({});
  readonly #client: Client;
  readonly #notices: Notices;

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
    client.on('job/changed', (job) => this.put(job));
    client.on('job/curve', ({ projectId, jobId, curve }) => {
      const key = keyOf(projectId, jobId);
      const others = this.curvesOf(projectId, jobId).filter(({ name }) => name !== curve.name);
      this.#curves = { ...this.#curves, [key]: [...others, curve] };
    });
  }

  put(job: JobView): void {
    const others = this.all.filter((other) => !isSame(other, job));
    this.all = [...others, job].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id);
  }

  replaceOf(projectId: string, jobs: readonly JobView[]): void {
    this.all = this.all.filter((job) => job.projectId !== projectId);
    for (const job of jobs) this.put(job);
  }

  find(projectId: string, jobId: number): JobView | undefined {
    return this.all.find((job) => job.projectId === projectId && job.id === jobId);
  }

  curvesOf(projectId: string, jobId: number): readonly LambdaCurve[] {
    return this.#curves[keyOf(projectId, jobId)] ?? [];
  }

  pause(job: JobView): Promise<void> {
    return this.#act('job/pause', job, `${job.name} could not be paused`);
  }

  resume(job: JobView): Promise<void> {
    return this.#act('job/resume', job, `${job.name} could not be resumed`);
  }

  cancel(job: JobView): Promise<void> {
    return this.#act('job/cancel', job, `${job.name} could not be cancelled`);
  }

  async #act(method: JobAction, job: JobView, failed: string): Promise<void> {
    try {
      this.put(await this.#client.call(method, { projectId: job.projectId, jobId: job.id }));
    } catch (error) {
      this.#notices.fail(failed, error);
    }
  }
}

export function isActive({ state }: JobView): boolean {
  return state === 'waiting' || state === 'running' || state === 'paused';
}

function isSame(a: JobView, b: JobView): boolean {
  return a.projectId === b.projectId && a.id === b.id;
}

function keyOf(projectId: string, jobId: number): string {
  return `${jobId}/${projectId}`;
}
