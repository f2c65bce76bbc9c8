import { describe, expect, test } from 'vitest';
import { serve } from '#main/backend/serve.ts';
import type { BackendMessage } from '#shared/contract/wire.ts';
import { methodNames } from '#shared/contract/methods.ts';
import { jobReaches, projectWithDataset, testBackend } from '../../support/backend.ts';
import { smallEvaluation } from '../../support/datasets.ts';

function connected() {
  const { backend } = testBackend();
  const messages: BackendMessage[] = [];
  const waiting: (() => void)[] = [];
  const send = serve(backend, (message) => {
    messages.push(message);
    for (const check of [...waiting]) check();
  });
  const answered = (id: number): Promise<BackendMessage> =>
    new Promise((resolve) => {
      const check = () => {
        const answer = messages.find(
          (message) => (message.kind === 'result' || message.kind === 'error') && message.id === id,
        );
        if (answer !== undefined) resolve(answer);
      };
      waiting.push(check);
      check();
    });
  return { send, answered, messages };
}

describe('a call', () => {
  test('with an argument at fault is refused by the name of that argument', async () => {
    const { call } = testBackend();
    await expect(call('library/create', { name: ' ' })).rejects.toMatchObject({
      kind: 'invalid-setting',
      message: expect.stringMatching(/^name: /) as string,
    });
    await expect(call('library/create', { name: 'x', extra: 1 })).rejects.toMatchObject({
      kind: 'invalid-setting',
    });
    const analysis = { kind: 'evaluate', settings: { ...smallEvaluation(), outerFolds: 1 } };
    await expect(
      call('job/start', { projectId: 'p', dataset: 'd', name: 'n', analysis, replace: false }),
    ).rejects.toMatchObject({
      message: expect.stringMatching(/^analysis\.settings\.outerFolds: /) as string,
    });
  });

  test('for a project that was never handed out is not found', async () => {
    const { call } = testBackend();
    await expect(call('project/overview', { projectId: '../secret' })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('that was cancelled before it began is answered as cancelled', async () => {
    const { backend } = testBackend();
    const context = { signal: AbortSignal.abort(), progress: () => undefined };
    await expect(backend.call('library/list', {}, context)).rejects.toMatchObject({ kind: 'cancelled' });
  });

  test('exists for every method of the contract', async () => {
    const { backend } = testBackend();
    const context = { signal: new AbortController().signal, progress: () => undefined };
    for (const method of methodNames.filter((name) => !noArguments.has(name))) {
      await expect(backend.call(method, { nonsense: true }, context)).rejects.toMatchObject({
        kind: 'invalid-setting',
      });
    }
  });

  const noArguments = new Set<string>(['app/info', 'library/list', 'library/add-example']);
});

describe('the wire', () => {
  test('answers a call with one result', async () => {
    const { send, answered } = connected();
    send({ kind: 'call', id: 7, method: 'app/info', arguments: {} });
    expect(await answered(7)).toMatchObject({
      kind: 'result',
      id: 7,
      result: { version: '1.0.0', threads: 2 },
    });
  });

  test('answers what it does not understand with an error', async () => {
    const { send, answered } = connected();
    send({ kind: 'call', id: 1, method: 'library/burn', arguments: {} });
    expect(await answered(1)).toMatchObject({ kind: 'error', error: { kind: 'not-found' } });
    send({ kind: 'call', id: 2, method: 'library/create', arguments: 'nonsense' });
    expect(await answered(2)).toMatchObject({ kind: 'error', error: { kind: 'invalid-setting' } });
    send('nonsense');
    expect(await answered(-1)).toMatchObject({ kind: 'error' });
  });

  test('tells of events', async () => {
    const { send, answered, messages } = connected();
    send({ kind: 'call', id: 1, method: 'library/create', arguments: { name: 'Lung' } });
    await answered(1);
    expect(messages[0]).toEqual({ kind: 'event', event: 'library/changed', payload: null });
  });

  test('carries a cancel to its call', async () => {
    const { send, answered } = connected();
    send({ kind: 'call', id: 1, method: 'library/list', arguments: {} });
    send({ kind: 'cancel', id: 1 });
    send({ kind: 'cancel', id: 99 });
    expect(await answered(1)).toMatchObject({ id: 1 });
  });
});

describe('an evaluation', () => {
  test('is summarised from what is stored, drug by drug', async () => {
    const path = projectWithDataset({ drugs: ['A', 'B'] });
    const { call, backend } = testBackend();
    const { projectId } = await call('project/open', { fileId: path });
    const ended = jobReaches(backend, 'run', 'done');
    const analysis = { kind: 'evaluate', settings: smallEvaluation({ models: ['trace-norm', 'drug-mean'] }) };
    await call('job/start', { projectId, dataset: 'panel', name: 'run', analysis, replace: false });
    await ended;
    const summary = await call('evaluation/summary', { projectId, name: 'run' });
    expect(summary.drugs).toEqual([{ name: 'A', target: 'EGFR' }, { name: 'B' }]);
    expect(summary.sampleCount).toBe(20);
    expect(summary.scores.map(({ model }) => model)).toEqual(['trace-norm', 'drug-mean', 'additive-mean']);
    expect(summary.comparisons).toHaveLength(6);
    expect(summary.comparisons[0]).toMatchObject({ modelA: 'trace-norm', modelB: 'drug-mean', ties: 2 });
    expect(summary).not.toHaveProperty('stackWeights');
    const drug = await call('evaluation/drug', { projectId, name: 'run', drug: 'B' });
    const { entryCount, mse } = summary.scores[0].drugs[1];
    expect(drug.observed).toHaveLength(entryCount);
    const errors = drug.observed.map(
      (value, index) => (value - Number(drug.predicted[0].values[index])) ** 2,
    );
    expect(errors.reduce((sum, error) => sum + error, 0) / entryCount).toBeCloseTo(Number(mse), 12);
    await expect(call('evaluation/drug', { projectId, name: 'run', drug: 'X' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const { card } = await call('project/overview', { projectId });
    expect(card.lastResult).toBe('evaluation "run": trace norm against drug mean, 0 wins, 0 losses');
  });
});
