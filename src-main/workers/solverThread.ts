import { Worker } from 'node:worker_threads';
import { TracewiseError } from '#shared/model/errors.ts';
import type { UnitReport } from '#shared/model/job.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { errorOf } from './messages.ts';
import type { WorkerAnswer, WorkerRequest, WorkerResult, WorkerTask } from './messages.ts';

/** Milliseconds that a cancelled task has to answer, and an idle thread to end, before the thread is ended by force. */
const patience = 800;

export interface ThreadOptions {
  entry: URL;
  heapLimitMegabytes: number;
}

interface CurrentTask {
  cancelFlag: Int32Array<SharedArrayBuffer>;
  onReport: (report: UnitReport) => void;
  resolve: (result: WorkerResult) => void;
  reject: (error: unknown) => void;
  cancelTimer?: NodeJS.Timeout;
}

/** One thread of a pool; it is started when first needed, and again after one that ended. */
export class SolverThread {
  readonly #options: ThreadOptions;
  #worker: Worker | undefined;
  #panel: Panel | undefined;
  #current: CurrentTask | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
  }

  get busy(): boolean {
    return this.#current !== undefined;
  }

  /**
   * Runs a task, on a panel if it needs one. The panel's matrices are shared; the thread keeps it for further tasks on
   * the same.
   * @throws TracewiseError as the task does; `cancelled`; `internal` when the thread ends, for want of memory say
   */
  run(
    task: WorkerTask,
    panel: Panel | undefined,
    onReport: (report: UnitReport) => void,
  ): Promise<WorkerResult> {
    return new Promise((resolve, reject) => {
      const cancelFlag = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      this.#current = { cancelFlag, onReport, resolve, reject };
      this.#worker ??= this.#startWorker();
      this.#worker.ref();
      if (panel !== undefined && this.#panel !== panel) {
        this.#panel = panel;
        this.#post({ kind: 'panel', panel });
      }
      this.#post({ kind: 'task', task, cancelFlag });
    });
  }

  /** Asks the running task to end, and ends the thread when it does not within a second. */
  cancel(): void {
    const current = this.#current;
    if (current === undefined || current.cancelTimer !== undefined) return;
    Atomics.store(current.cancelFlag, 0, 1);
    current.cancelTimer = setTimeout(() => this.#end(cancelled()), patience);
  }

  /** Lets go of a panel that no task needs any more. */
  forget(panel: Panel): void {
    if (this.#panel !== panel || this.busy) return;
    this.#panel = undefined;
    this.#post({ kind: 'panel', panel: undefined });
  }

  /** Ends the thread: an idle one by itself, as ending threads by force has been seen to end the process with them. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker === undefined) return;
    if (this.busy) {
      this.#end(cancelled());
      await worker.terminate();
      return;
    }
    this.#worker = undefined;
    this.#panel = undefined;
    await endedByItself(worker);
  }

  #startWorker(): Worker {
    const worker = new Worker(this.#options.entry, {
      resourceLimits: { maxOldGenerationSizeMb: this.#options.heapLimitMegabytes },
    });
    worker.on('message', (answer: WorkerAnswer) => {
      if (this.#worker === worker) this.#receive(answer);
    });
    worker.on('error', (error: Error) => this.#lose(worker, threadFailure(error)));
    worker.on('exit', (code) => this.#lose(worker, threadFailure(new Error(`exit code ${code}`))));
    return worker;
  }

  #post(request: WorkerRequest): void {
    this.#worker?.postMessage(request);
  }

  #receive(answer: WorkerAnswer): void {
    if (answer.kind === 'report') this.#current?.onReport(answer.report);
    else if (answer.kind === 'failed') this.#takeCurrent()?.reject(errorOf(answer.failure));
    else this.#takeCurrent()?.resolve(answer);
  }

  #takeCurrent(): CurrentTask | undefined {
    const current = this.#current;
    this.#current = undefined;
    clearTimeout(current?.cancelTimer);
    this.#worker?.unref();
    return current;
  }

  #lose(worker: Worker, error: TracewiseError): void {
    if (this.#worker === worker) this.#end(error);
  }

  #end(error: TracewiseError): void {
    const worker = this.#worker;
    const current = this.#takeCurrent();
    this.#worker = undefined;
    this.#panel = undefined;
    void worker?.terminate();
    current?.reject(error);
  }
}

async function endedByItself(worker: Worker): Promise<void> {
  const ended = new Promise((resolve) => worker.once('exit', resolve));
  worker.ref();
  worker.postMessage({ kind: 'end' } satisfies WorkerRequest);
  const timer = setTimeout(() => void worker.terminate(), patience);
  await ended;
  clearTimeout(timer);
}

function cancelled(): TracewiseError {
  return new TracewiseError('cancelled', 'cancelled');
}

function threadFailure(cause: Error): TracewiseError {
  const outOfMemory = 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY';
  return new TracewiseError(
    'internal',
    outOfMemory ? 'a solver thread ran out of memory' : `a solver thread ended: ${cause.message}`,
    outOfMemory ? { remedy: 'Use fewer threads, or a smaller data set.' } : {},
    { cause },
  );
}
