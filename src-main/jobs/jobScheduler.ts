import { TracewiseError } from '#shared/model/errors.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import { metricsOf, panelChoiceOf } from '#shared/model/job.ts';
import type { Analysis, JobView, UnitReport } from '#shared/model/job.ts';
import type { LambdaCurve } from '#shared/model/results.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import type { Plan } from '#shared/numerics/analyses/procedure.ts';
import type { StoredJob } from '#main/store/jobs.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { untilAborted } from '#main/workers/untilAborted.ts';
import { WorkerPool } from '#main/workers/workerPool.ts';
import { ActiveJob } from './activeJob.ts';
import type { JobProject } from './activeJob.ts';
import { encounter, nameTaken } from './identity.ts';
import type { JobRequest } from './identity.ts';
import { asLeftBehind, jobView } from './jobView.ts';
import { defaultPace, estimateSeconds } from './pace.ts';
import { PanelCache } from './panelCache.ts';
import { RunnerLease } from './runnerLease.ts';

export interface SchedulerOptions {
  /** The module that a solver thread runs. */
  solverEntry: URL;
  /** Solver threads. */
  threads: number;
  /** Of the program: stored with every result. */
  version: string;
  onChanged: (view: JobView) => void;
  onCurve: (place: { projectId: string; jobId: number; curve: LambdaCurve }) => void;
}

/** Runs the jobs of all open projects on one pool of threads: first come, first served, dearest units first. */
export class JobScheduler {
  readonly #options: SchedulerOptions;
  readonly #solvers: WorkerPool;
  readonly #planner: WorkerPool;
  readonly #panels = new PanelCache();
  readonly #leases = new WeakMap<ProjectStore, RunnerLease>();
  readonly #starting = new Set<string>();
  #active: ActiveJob[] = [];

  constructor(options: SchedulerOptions) {
    this.#options = options;
    this.#solvers = new WorkerPool({ entry: options.solverEntry, size: options.threads });
    this.#planner = new WorkerPool({ entry: options.solverEntry, size: 1 });
  }

  /**
   * Starts a job, goes on with one that was left, or returns the one that is done.
   * @throws TracewiseError `conflict` for a name that stands for something else, or while another process computes;
   * `not-found`, `invalid-setting`, `invalid-input` when it cannot be planned
   */
  async start(project: JobProject, request: JobRequest, signal: AbortSignal): Promise<JobView> {
    const key = JSON.stringify([project.id, request.name]);
    if (this.#starting.has(key)) throw isRunning(request.name);
    this.#starting.add(key);
    try {
      return await this.#startNamed(project, request, signal);
    } finally {
      this.#starting.delete(key);
    }
  }

  /** Oldest first. What a process that ended left behind shows as paused. */
  list(project: JobProject): JobView[] {
    const computing = project.store.hasRunner();
    return project.store.listJobs().map((job) => this.#viewOf(project, job, computing));
  }

  /** @throws TracewiseError `not-found`; `conflict` for a job that is done or runs in another process */
  cancel(project: JobProject, jobId: number): Promise<JobView> {
    return this.#halt(project, jobId, 'cancelled');
  }

  /** As `cancel`, but it says that the job is to go on some time. */
  pause(project: JobProject, jobId: number): Promise<JobView> {
    return this.#halt(project, jobId, 'paused');
  }

  /** @throws TracewiseError `not-found`; `conflict` for a job that is done, or of another version of the program */
  resume(project: JobProject, jobId: number): JobView {
    const active = this.#find(project, jobId);
    if (active !== undefined) return active.view();
    const job = project.store.loadJob(jobId);
    if (job.state === 'done') throw isDone(job.name);
    if (job.version !== this.#options.version) throw ofOtherVersion(job);
    return this.#activate(project, job);
  }

  /** @throws TracewiseError `not-found`, `invalid-setting`, `invalid-input` when it cannot be planned */
  async estimate(
    project: JobProject,
    dataset: string,
    analysis: Analysis,
    signal: AbortSignal,
  ): Promise<{ seconds: number; unitCount: number; warnings: string[] }> {
    const summary = project.store.datasetSummary(dataset);
    const { units, warnings } = await this.#plan(project, summary, analysis, signal);
    const pace = project.store.pace(analysis.kind) ?? defaultPace;
    return {
      seconds: estimateSeconds(units, this.#options.threads, pace),
      unitCount: units.length,
      warnings,
    };
  }

  /** Looks for what may be wrong with a data set, beside the jobs. @throws TracewiseError `not-found`, `cancelled` */
  async examine(
    project: JobProject,
    dataset: DatasetSummary,
    signal: AbortSignal,
    onReport: (report: UnitReport) => void,
  ): Promise<SanityReport> {
    const metrics = dataset.metrics.map(({ name }) => name);
    const panel = this.#panels.load(project.store, dataset, metrics);
    const { features } = project.store.loadAxes(dataset.id);
    const question = { dataset: dataset.name, features, drugs: dataset.drugNames, metrics };
    try {
      const run = this.#planner.run({ task: { kind: 'examine', question }, panel, onReport });
      const answer = await untilAborted(run, signal);
      if (answer.kind !== 'examined') throw new TypeError(`invalid answer to an examination: ${answer.kind}`);
      return answer.report;
    } finally {
      this.#planner.forget(panel);
    }
  }

  /** What this process works on. */
  atWork(): { project: JobProject; jobId: number }[] {
    return this.#active.map(({ project, id }) => ({ project, jobId: id }));
  }

  /** Whether this process works on anything of a project. */
  isBusy(projectId: string): boolean {
    return this.#active.some(({ project }) => project.id === projectId);
  }

  /** Whether this process works on the job of that name. */
  isRunning(project: JobProject, name: string): boolean {
    const job = project.store.findJob(name);
    return job !== undefined && this.#find(project, job.id) !== undefined;
  }

  /** Pauses everything of a project before it is closed. */
  async leave(projectId: string): Promise<void> {
    await this.#pauseAll(this.#active.filter(({ project }) => project.id === projectId));
    this.#panels.clear();
  }

  /** Pauses everything and ends all threads. */
  async close(): Promise<void> {
    await this.#pauseAll(this.#active);
    this.#panels.clear();
    await Promise.all([this.#solvers.close(), this.#planner.close()]);
  }

  async #startNamed(project: JobProject, request: JobRequest, signal: AbortSignal): Promise<JobView> {
    const { store } = project;
    const { name, analysis, replace } = request;
    const dataset = store.datasetSummary(request.dataset);
    const existing = store.findJob(name);
    const met =
      existing === undefined ? undefined : encounter(existing, analysis, dataset.hash, this.#options.version);
    if (existing !== undefined && met === 'done') return jobView(project.id, existing);
    if (existing !== undefined && met === 'resume') return this.resume(project, existing.id);
    if (existing !== undefined && this.#find(project, existing.id) !== undefined) throw isRunning(name);
    const taken = store.findResult(name) !== undefined;
    if (!replace && (met === 'conflict' || (met === undefined && taken))) throw nameTaken(name);
    const { units } = await this.#plan(project, dataset, analysis, signal);
    return this.#holding(project, () => {
      const { version } = this.#options;
      const job = store.createJob({
        name,
        datasetId: dataset.id,
        analysis,
        version,
        replaces: taken,
        units,
      });
      return this.#activate(project, job);
    });
  }

  async #plan(
    project: JobProject,
    dataset: DatasetSummary,
    analysis: Analysis,
    signal: AbortSignal,
  ): Promise<Plan> {
    const panel = this.#panels.load(project.store, dataset, metricsOf(analysis), panelChoiceOf(analysis));
    const run = this.#planner.run({ task: { kind: 'plan', analysis }, panel });
    const answer = await untilAborted(run, signal);
    if (answer.kind !== 'planned') throw new TypeError(`invalid answer to a plan: ${answer.kind}`);
    return answer.plan;
  }

  #activate(project: JobProject, job: StoredJob): JobView {
    const lease = this.#leaseOf(project);
    const token = lease.acquire();
    const dataset = { id: job.datasetId, hash: job.datasetHash };
    try {
      const active = new ActiveJob({
        project,
        job,
        panel: this.#panels.load(
          project.store,
          dataset,
          metricsOf(job.analysis),
          panelChoiceOf(job.analysis),
        ),
        token,
        solvers: this.#solvers,
        planner: this.#planner,
        listener: {
          changed: this.#options.onChanged,
          curve: (curve) => this.#options.onCurve({ projectId: project.id, jobId: job.id, curve }),
        },
        onProgress: () => this.#advance(),
        onEnded: (ended) => this.#retire(ended, lease),
      });
      this.#active.push(active);
      active.begin();
      this.#advance();
      return active.view();
    } catch (error) {
      lease.release();
      throw error;
    }
  }

  /** Gives every free thread a unit of the first job that has one waiting. */
  #advance(): void {
    for (let idle = this.#solvers.idleCount; idle > 0; idle -= 1) {
      const next = this.#active.find(({ hasPending }) => hasPending);
      if (next === undefined) return;
      next.startNext();
    }
  }

  #retire(ended: ActiveJob, lease: RunnerLease): void {
    this.#active = this.#active.filter((job) => job !== ended);
    lease.release();
    if (this.#active.some(({ panel }) => panel === ended.panel)) return;
    this.#solvers.forget(ended.panel);
    this.#planner.forget(ended.panel);
  }

  async #halt(project: JobProject, jobId: number, state: 'paused' | 'cancelled'): Promise<JobView> {
    const active = this.#find(project, jobId);
    if (active !== undefined) {
      await active.stop({ state });
      return jobView(project.id, project.store.loadJob(jobId));
    }
    const job = project.store.loadJob(jobId);
    if (job.state === 'done') throw isDone(job.name);
    return this.#holding(project, (token) => {
      const view = jobView(project.id, project.store.setJobState(token, jobId, state));
      this.#options.onChanged(view);
      return view;
    });
  }

  /** Does something that only the one who computes in a project may do. */
  #holding<T>(project: JobProject, work: (token: string) => T): T {
    const lease = this.#leaseOf(project);
    const token = lease.acquire();
    try {
      return work(token);
    } finally {
      lease.release();
    }
  }

  #leaseOf(project: JobProject): RunnerLease {
    const existing = this.#leases.get(project.store);
    if (existing !== undefined) return existing;
    const lease = new RunnerLease(project.store, (error) => {
      const message = error instanceof Error ? error.message : String(error);
      for (const job of this.#active.filter((active) => active.project.id === project.id)) {
        void job.stop({ state: 'failed', error: message });
      }
    });
    this.#leases.set(project.store, lease);
    return lease;
  }

  async #pauseAll(jobs: readonly ActiveJob[]): Promise<void> {
    await Promise.all(jobs.map((job) => job.stop({ state: 'paused' })));
  }

  #find(project: JobProject, jobId: number): ActiveJob | undefined {
    return this.#active.find((job) => job.project.id === project.id && job.id === jobId);
  }

  #viewOf(project: JobProject, job: StoredJob, computing: boolean): JobView {
    const active = this.#find(project, job.id);
    if (active !== undefined) return active.view();
    const elsewhere = computing && !this.isBusy(project.id);
    return jobView(project.id, asLeftBehind(job, elsewhere));
  }
}

function isRunning(name: string): TracewiseError {
  return new TracewiseError('conflict', `"${name}" is running`, {
    remedy: 'Wait until it is done, or cancel it.',
  });
}

function isDone(name: string): TracewiseError {
  return new TracewiseError('conflict', `"${name}" is done already`, {
    remedy: 'Look at its result, or delete it to compute it again.',
  });
}

function ofOtherVersion({ name, version }: StoredJob): TracewiseError {
  return new TracewiseError('conflict', `"${name}" was begun by version ${version} of Tracewise`, {
    remedy: 'Start it again under the same name: its units are computed anew.',
  });
}
