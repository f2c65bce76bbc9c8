import { TracewiseError, describeError } from '#shared/model/errors.ts';
import type { JobState, JobView, UnitReport } from '#shared/model/job.ts';
import type { AnalysisResult, LambdaCurve } from '#shared/model/results.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { PlannedUnit, StoredJob } from '#main/store/jobs.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { WorkerResult } from '#main/workers/messages.ts';
import type { PoolRun, WorkerPool } from '#main/workers/workerPool.ts';
import { headlineOf } from './headline.ts';
import { jobView } from './jobView.ts';
import { PaceMeter } from './pace.ts';
import { Throttle } from './throttle.ts';

export interface JobProject {
  id: string;
  store: ProjectStore;
}

export interface JobListener {
  changed: (view: JobView) => void;
  curve: (curve: LambdaCurve) => void;
}

export interface ActiveJobOptions {
  project: JobProject;
  job: StoredJob;
  panel: Panel;
  /** That of the runner in the project. */
  token: string;
  solvers: WorkerPool;
  /** Plans and assembles, so that neither waits for a solver nor holds up the caller's thread. */
  planner: WorkerPool;
  listener: JobListener;
  /** Something was finished: a thread may be free. */
  onProgress: () => void;
  onEnded: (job: ActiveJob) => void;
}

/** Milliseconds between two events of a kind. */
const eventInterval = 100;

/** A unit that fails is tried once more. */
const attemptsPerUnit = 2;

interface RunningUnit extends PlannedUnit {
  run: PoolRun;
  fraction: number;
}

/** Why a job takes no further unit. */
interface Ending {
  state: Extract<JobState, 'paused' | 'cancelled' | 'failed'>;
  error?: string;
}

/** A job while this process works on it: hands out its units, commits what they give, and assembles the result. */
export class ActiveJob {
  readonly project: JobProject;
  readonly panel: Panel;
  /** Resolves, never rejects, when nothing of the job runs any more. */
  readonly ended: Promise<void>;
  readonly #options: ActiveJobOptions;
  readonly #pending: PlannedUnit[];
  readonly #running = new Map<string, RunningUnit>();
  readonly #failures = new Map<string, number>();
  readonly #meter = new PaceMeter();
  readonly #changes: Throttle<JobView>;
  readonly #curves: Throttle<LambdaCurve>;
  readonly #costAtStart: number;
  #stored: StoredJob;
  #startedAt: number | undefined;
  #assembly: PoolRun | undefined;
  #ending: Ending | undefined;
  #resolveEnded: (() => void) | undefined;
  #over = false;

  constructor(options: ActiveJobOptions) {
    this.#options = options;
    this.project = options.project;
    this.panel = options.panel;
    this.#stored = options.project.store.setJobState(options.token, options.job.id, 'waiting');
    this.#pending = options.project.store.pendingUnits(options.job.id);
    this.#costAtStart = this.#stored.costDone;
    this.#changes = new Throttle(eventInterval, options.listener.changed);
    this.#curves = new Throttle(eventInterval, options.listener.curve);
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
  }

  get id(): number {
    return this.#stored.id;
  }

  get hasPending(): boolean {
    return this.#ending === undefined && this.#pending.length > 0;
  }

  view(): JobView {
    const runningCost = this.#runningCost();
    return jobView(this.project.id, this.#stored, {
      runningCost,
      secondsLeft: this.#secondsLeft(runningCost),
    });
  }

  /** Says how it stands, and assembles at once when every unit was done before. */
  begin(): void {
    this.#announce();
    this.#proceed();
  }

  /** Hands the dearest unit that waits to a solver. */
  startNext(): void {
    const unit = this.#pending.shift();
    if (unit === undefined) return;
    if (this.#stored.state !== 'running') this.#setState('running');
    if (this.#ending !== undefined) {
      this.#proceed();
      return;
    }
    this.#startedAt ??= performance.now();
    const run = this.#options.solvers.run({
      task: { kind: 'run', analysis: this.#stored.analysis, unitName: unit.name },
      panel: this.panel,
      onReport: (report) => this.#receive(unit.name, report),
    });
    this.#running.set(unit.name, { ...unit, run, fraction: 0 });
    void this.#finishUnit(unit, run.result);
  }

  /** Lets go of what runs and takes nothing more; committed units stay. Resolves when all is quiet. */
  async stop(ending: Ending): Promise<void> {
    this.#end(ending);
    await this.ended;
  }

  #end(ending: Ending): void {
    this.#ending ??= ending;
    for (const { run } of this.#running.values()) run.cancel();
    this.#assembly?.cancel();
    this.#proceed();
  }

  async #finishUnit(unit: PlannedUnit, result: Promise<WorkerResult>): Promise<void> {
    const startedAt = performance.now();
    try {
      const answer = await result;
      this.#meter.add(unit.cost, (performance.now() - startedAt) / 1000);
      this.#commit(unit, answer);
    } catch (error) {
      this.#failUnit(unit, error);
    } finally {
      this.#running.delete(unit.name);
      this.#proceed();
      this.#options.onProgress();
    }
  }

  #commit(unit: PlannedUnit, answer: WorkerResult): void {
    if (answer.kind !== 'ran') throw new TypeError(`invalid answer to a unit: ${answer.kind}`);
    try {
      this.project.store.commitUnit(this.#options.token, this.id, unit.name, answer.result);
    } catch (error) {
      this.#end({ state: 'failed', error: wordsOf(error) });
      return;
    }
    this.#stored = {
      ...this.#stored,
      unitsDone: this.#stored.unitsDone + 1,
      costDone: this.#stored.costDone + unit.cost,
    };
    this.#running.delete(unit.name);
    this.#changes.push(this.view());
  }

  #failUnit(unit: PlannedUnit, error: unknown): void {
    if (this.#ending !== undefined) return;
    const failures = (this.#failures.get(unit.name) ?? 0) + 1;
    this.#failures.set(unit.name, failures);
    if (failures < attemptsPerUnit) this.#pending.unshift(unit);
    else this.#end({ state: 'failed', error: `${unit.name}: ${wordsOf(error)}` });
  }

  /** After every change: ends, assembles, or leaves it to the scheduler to go on. */
  #proceed(): void {
    if (this.#over || this.#running.size > 0 || this.#assembly !== undefined) return;
    if (this.#ending !== undefined) this.#conclude(this.#ending);
    else if (this.#pending.length === 0) void this.#assemble();
  }

  async #assemble(): Promise<void> {
    try {
      this.#assembly = this.#options.planner.run({
        task: {
          kind: 'assemble',
          analysis: this.#stored.analysis,
          results: this.project.store.unitResults(this.id),
        },
        panel: this.panel,
      });
      const answer = await this.#assembly.result;
      if (answer.kind !== 'assembled') throw new TypeError(`invalid answer to a job: ${answer.kind}`);
      this.#store(answer.result);
    } catch (error) {
      this.#ending ??= { state: 'failed', error: wordsOf(error) };
    } finally {
      this.#assembly = undefined;
    }
    if (this.#stored.state === 'done') this.#quit();
    else this.#proceed();
  }

  #store(result: AnalysisResult): void {
    const { token } = this.#options;
    const headline = headlineOf(this.#stored.name, result);
    this.#stored = this.project.store.finishJob(token, this.id, { headline, result });
    const { pace } = this.#meter;
    if (pace !== undefined) this.project.store.setPace(this.#stored.analysis.kind, pace);
  }

  #conclude({ state, error }: Ending): void {
    this.#over = true;
    this.#setState(state, error);
    this.#quit();
  }

  /** When not even that can be stored, the view still says what happened. */
  #setState(state: JobState, error?: string): void {
    try {
      this.#stored = this.project.store.setJobState(this.#options.token, this.id, state, error);
    } catch (failure) {
      this.#stored = { ...this.#stored, state: 'failed', error: error ?? wordsOf(failure) };
      this.#ending ??= { state: 'failed', error: wordsOf(failure) };
    }
    this.#announce();
  }

  #quit(): void {
    this.#over = true;
    this.#curves.stop();
    this.#announce();
    this.#options.onEnded(this);
    this.#resolveEnded?.();
  }

  #announce(): void {
    this.#changes.stop();
    this.#options.listener.changed(this.view());
  }

  #receive(unitName: string, { fraction, curve }: UnitReport): void {
    const unit = this.#running.get(unitName);
    if (unit === undefined) return;
    unit.fraction = Math.min(1, Math.max(0, fraction));
    this.#changes.push(this.view());
    if (curve !== undefined) this.#curves.push(curve);
  }

  #runningCost(): number {
    return [...this.#running.values()].reduce((sum, { cost, fraction }) => sum + cost * fraction, 0);
  }

  #secondsLeft(runningCost: number): number | undefined {
    if (this.#startedAt === undefined || this.#stored.state !== 'running') return undefined;
    const elapsed = (performance.now() - this.#startedAt) / 1000;
    const spent = this.#stored.costDone + runningCost - this.#costAtStart;
    if (elapsed < leastSecondsForPace || spent <= 0) return undefined;
    return ((this.#stored.costTotal - this.#stored.costDone - runningCost) * elapsed) / spent;
  }
}

/** Before that the pace is mostly the start of threads. */
const leastSecondsForPace = 1;

function wordsOf(error: unknown): string {
  if (error instanceof TracewiseError) return describeError(error);
  return error instanceof Error ? error.message : String(error);
}
