import type { WorkerResult } from './messages.ts';
import type { PoolRun } from './workerPool.ts';

/** What a task comes to; cancelled as soon as nobody waits for it. @throws TracewiseError as the task; `cancelled` */
export async function untilAborted({ result, cancel }: PoolRun, signal: AbortSignal): Promise<WorkerResult> {
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    return await result;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}
