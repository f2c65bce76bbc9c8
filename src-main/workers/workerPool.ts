import { TracewiseError } from '#shared/model/errors.ts';
import type { UnitReport } from '#shared/model/job.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { OwnTask, PanelTask, WorkerResult } from './messages.ts';
import { SolverThread } from './solverThread.ts';

export interface PoolOptions {
  /** The module that every thread runs; it calls `serveProcedures`. */
  entry: URL;
  size: number;
  /** Of JavaScript objects in a thread; matrices lie outside of it. */
  heapLimitMegabytes?: number;
}

export type PoolTask = ({ task: PanelTask; panel: Panel } | { task: OwnTask; panel?: undefined }) & {
  onReport?: (report: UnitReport) => void;
};

/** A task that runs or waits for a thread. */
export interface PoolRun {
  result: Promise<WorkerResult>;
  /** Within a second `result` is rejected as `cancelled`, unless it was there before. */
  cancel: () => void;
}

/** In Electron the heaps of all threads share about 4 GB, some of which are the main thread's and the page's. */
const sharedHeapMegabytes = 3072;
const largestHeapMegabytes = 1024;
const smallestHeapMegabytes = 256;

type WaitingTask = PoolTask & {
  resolve: (result: WorkerResult) => void;
  reject: (error: unknown) => void;
  thread?: SolverThread;
};

/** A fixed number of solver threads, and a line of tasks before them. */
export class WorkerPool {
  readonly #threads: SolverThread[];
  readonly #waiting: WaitingTask[] = [];

  constructor({ entry, size, heapLimitMegabytes = heapLimitFor(size) }: PoolOptions) {
    this.#threads = Array.from({ length: size }, () => new SolverThread({ entry, heapLimitMegabytes }));
  }

  /** Threads that have nothing to do. */
  get idleCount(): number {
    return this.#threads.filter(({ busy }) => !busy).length;
  }

  run(task: PoolTask): PoolRun {
    let waiting: WaitingTask | undefined;
    const result = new Promise<WorkerResult>((resolve, reject) => {
      waiting = { ...task, resolve, reject };
      this.#waiting.push(waiting);
      this.#advance();
    });
    return { result, cancel: () => this.#cancel(waiting) };
  }

  /** Lets go of a panel that no task needs any more. */
  forget(panel: Panel): void {
    for (const thread of this.#threads) thread.forget(panel);
  }

  async close(): Promise<void> {
    for (const waiting of this.#waiting.splice(0)) waiting.reject(cancelled());
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #advance(): void {
    for (const thread of this.#threads) {
      if (thread.busy) continue;
      const next = this.#waiting.shift();
      if (next === undefined) return;
      void this.#perform(thread, next);
    }
  }

  async #perform(thread: SolverThread, next: WaitingTask): Promise<void> {
    next.thread = thread;
    try {
      next.resolve(await thread.run(next.task, next.panel, (report) => next.onReport?.(report)));
    } catch (error) {
      next.reject(error);
    } finally {
      next.thread = undefined;
      this.#advance();
    }
  }

  #cancel(waiting: WaitingTask | undefined): void {
    if (waiting === undefined) return;
    const index = this.#waiting.indexOf(waiting);
    if (index >= 0) {
      this.#waiting.splice(index, 1);
      waiting.reject(cancelled());
    }
    waiting.thread?.cancel();
  }
}

function heapLimitFor(size: number): number {
  const share = Math.floor(sharedHeapMegabytes / size);
  return Math.max(smallestHeapMegabytes, Math.min(largestHeapMegabytes, share));
}

function cancelled(): TracewiseError {
  return new TracewiseError('cancelled', 'cancelled');
}
