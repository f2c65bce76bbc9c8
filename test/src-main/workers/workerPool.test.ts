import { Worker } from 'node:worker_threads';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { WorkerPool } from '#main/workers/workerPool.ts';
import type { PoolRun } from '#main/workers/workerPool.ts';
import { arithmeticSolver } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';
import { latentFactorPanel } from '../../support/panels.ts';

const heapLimitMegabytes = 64;

function pool(size: number): WorkerPool {
  const made = new WorkerPool({ entry: arithmeticSolver, size, heapLimitMegabytes });
  onTestFinished(() => made.close());
  return made;
}

function panelOf(...taskNames: string[]): Panel {
  return { ...latentFactorPanel({ samples: 6, features: 4, tasks: taskNames.length }), taskNames };
}

function runUnit(threads: WorkerPool, panel: Panel, unitName: string): PoolRun {
  return threads.run({
    task: { kind: 'run', analysis: { kind: 'evaluate', settings: smallEvaluation() }, unitName },
    panel,
  });
}

describe('the pool of solver threads', () => {
  test('loses only the unit whose thread runs out of memory', async () => {
    const threads = pool(1);
    const panel = panelOf('hogs-memory', 'A');
    await expect(runUnit(threads, panel, 'hogs-memory').result).rejects.toMatchObject({
      kind: 'internal',
      message: 'a solver thread ran out of memory',
    });
    expect(await runUnit(threads, panel, 'A').result).toMatchObject({ kind: 'ran' });
  });

  test('carries an error for people over with its kind', async () => {
    const threads = pool(1);
    await expect(runUnit(threads, panelOf('fails'), 'fails').result).rejects.toMatchObject({
      name: 'TracewiseError',
      kind: 'invalid-input',
      message: 'this drug cannot be fitted',
    });
  });

  test('ends a thread that does not hear, and works on with another', async () => {
    const threads = pool(1);
    const panel = panelOf('is-deaf', 'A');
    const deaf = runUnit(threads, panel, 'is-deaf');
    const next = runUnit(threads, panel, 'A');
    deaf.cancel();
    await expect(deaf.result).rejects.toMatchObject({ kind: 'cancelled' });
    expect(await next.result).toMatchObject({ kind: 'ran' });
  });

  test('lets a task go that still waits for a thread', async () => {
    const threads = pool(1);
    const panel = panelOf('waits', 'A');
    const first = runUnit(threads, panel, 'waits');
    const second = runUnit(threads, panel, 'A');
    second.cancel();
    await expect(second.result).rejects.toMatchObject({ kind: 'cancelled' });
    first.cancel();
    await expect(first.result).rejects.toMatchObject({ kind: 'cancelled' });
  });

  test('counts the threads that have nothing to do', async () => {
    const threads = pool(2);
    expect(threads.idleCount).toBe(2);
    const waiting = runUnit(threads, panelOf('waits'), 'waits');
    expect(threads.idleCount).toBe(1);
    waiting.cancel();
    await expect(waiting.result).rejects.toMatchObject({ kind: 'cancelled' });
    expect(threads.idleCount).toBe(2);
  });

  test('lets idle threads end by themselves when it is closed', async () => {
    const byForce = vi.spyOn(Worker.prototype, 'terminate');
    onTestFinished(() => byForce.mockRestore());
    const threads = pool(2);
    const panel = panelOf('A', 'B');
    await Promise.all([runUnit(threads, panel, 'A').result, runUnit(threads, panel, 'B').result]);
    await threads.close();
    expect(byForce).not.toHaveBeenCalled();
  });

  test('rejects what runs and what waits when it is closed', async () => {
    const threads = pool(1);
    const panel = panelOf('is-deaf', 'A');
    const results = [runUnit(threads, panel, 'is-deaf').result, runUnit(threads, panel, 'A').result];
    const settled = Promise.allSettled(results);
    await threads.close();
    expect((await settled).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
