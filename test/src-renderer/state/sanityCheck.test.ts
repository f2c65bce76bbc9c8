import { describe, expect, it } from 'vitest';
import { SanityCheck } from '#renderer/state/sanityCheck.svelte.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { clientByHand } from '../client/clientByHand.ts';
import { sanityReportWith } from '../../support/imports.ts';

describe('the check of a data set', () => {
  it('is asked for once, with its progress', async () => {
    const client = clientByHand({
      'dataset/sanity': ({ dataset }, { onProgress }) => {
        onProgress?.({ fraction: 0.5, message: 'comparing samples' });
        return Promise.resolve(sanityReportWith({ dataset }));
      },
    });
    const check = new SanityCheck(client, 'p', 'panel');
    const first = check.load();
    expect(check.progress).toEqual({ fraction: 0.5, message: 'comparing samples' });
    await Promise.all([first, check.load()]);
    await check.load();
    expect(client.calls).toEqual([{ method: 'dataset/sanity', args: { projectId: 'p', dataset: 'panel' } }]);
    expect(check.report?.dataset).toBe('panel');
    expect(check.progress).toBeUndefined();
  });

  it('can be cancelled and asked for again', async () => {
    let isFirst = true;
    const client = clientByHand({
      'dataset/sanity': (_, { signal }) => {
        if (!isFirst) return sanityReportWith();
        isFirst = false;
        return new Promise((_resolve, reject) => {
          signal?.addEventListener('abort', () => reject(new TracewiseError('cancelled', 'stopped')));
        });
      },
    });
    const check = new SanityCheck(client, 'p', 'panel');
    const first = check.load();
    check.cancel();
    await first;
    expect(check.wasCancelled).toBe(true);
    expect(check.failure).toBeUndefined();
    await check.load();
    expect(check.wasCancelled).toBe(false);
    expect(check.report).toBeDefined();
  });

  it('says why there is none', async () => {
    const failure = new TracewiseError('corrupt', 'the matrix cannot be read');
    const client = clientByHand({ 'dataset/sanity': () => Promise.reject(failure) });
    const check = new SanityCheck(client, 'p', 'panel');
    await check.load();
    expect(check.failure).toBe(failure);
    expect(check.wasCancelled).toBe(false);
  });
});
