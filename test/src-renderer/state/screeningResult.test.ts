import { describe, expect, it } from 'vitest';
import { ScreeningResult } from '#renderer/state/screeningResult.svelte.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { clientByHand } from '../client/clientByHand.ts';
import { screenSettingsWith, screenSummaryWith } from '../../support/screens.ts';

const twoMetrics = screenSettingsWith({ metrics: ['AUC', 'IC50'] });
const summaries = [
  screenSummaryWith({ name: 'first', settings: twoMetrics }, [
    { drug: 'a', metric: 'AUC', qValue: 0.01 },
    { drug: 'b', metric: 'AUC', qValue: 0.4, isNoisy: true },
    { drug: 'a', metric: 'IC50', qValue: 0.03 },
  ]),
  screenSummaryWith({ name: 'second', datasetName: 'other' }, [{ drug: 'c', qValue: 0.2, isNoisy: true }]),
  screenSummaryWith({ name: 'third' }, [{ drug: 'd', qValue: 0.02 }]),
];

function summaryOf(name: string) {
  const summary = summaries.find(({ card }) => card.name === name);
  if (summary === undefined) throw new TracewiseError('not-found', `no screen "${name}"`);
  return summary;
}

async function shown(name: string): Promise<ScreeningResult> {
  const result = new ScreeningResult(clientByHand({ 'screen/summary': (args) => summaryOf(args.name) }), 'p');
  await result.load(name);
  return result;
}

describe('a screen that is shown', () => {
  it('tells its outcome, its curves and its drugs by metric', async () => {
    const result = await shown('first');
    expect(result.measure).toBe('q');
    expect(result.outcomes).toEqual([
      { metric: 'AUC', screenedCount: 2, noisyDrugs: ['b'] },
      { metric: 'IC50', screenedCount: 1, noisyDrugs: [] },
    ]);
    expect(result.series).toEqual([
      { name: 'AUC', values: [0.01, 0.4], total: 2, noisyFrom: 0.05 },
      { name: 'IC50', values: [0.03], total: 1, noisyFrom: 0.05 },
    ]);
    expect(result.drugs).toHaveLength(3);
    result.metric = 'IC50';
    expect(result.drugs.map(({ drug, metric }) => [drug, metric])).toEqual([['a', 'IC50']]);
  });

  it('forgets the metric that the next one has not', async () => {
    const result = await shown('first');
    result.metric = 'IC50';
    await result.load('second');
    expect(result.metric).toBeUndefined();
    expect(result.drugs.map(({ drug }) => drug)).toEqual(['c']);
  });

  it('says why it could not be shown', async () => {
    const result = await shown('first');
    await result.load('none');
    expect(result.summary).toBeUndefined();
    expect(result.failure).toMatchObject({ kind: 'not-found' });
  });

  it('is the one asked for last, whichever answer comes first', async () => {
    const answers = new Map<string, () => void>();
    const client = clientByHand({
      'screen/summary': ({ name }) =>
        new Promise((resolve) => answers.set(name, () => resolve(summaryOf(name)))),
    });
    const result = new ScreeningResult(client, 'p');
    const loads = [result.load('first'), result.load('second')];
    answers.get('second')?.();
    answers.get('first')?.();
    await Promise.all(loads);
    expect(result.summary?.card.name).toBe('second');
  });
});

describe('curves that are laid over those of a screen', () => {
  it('are named by data set and metric, and by screen where these are the same', async () => {
    const result = await shown('first');
    await result.overlay('second', true);
    expect(result.series.map(({ name }) => name)).toEqual(['panel, AUC', 'panel, IC50', 'other, AUC']);
    await result.overlay('third', true);
    expect(result.series.map(({ name }) => name)).toEqual([
      'panel, AUC (first)',
      'panel, IC50 (first)',
      'other, AUC',
      'panel, AUC (third)',
    ]);
    await result.overlay('second', false);
    await result.overlay('third', false);
    expect(result.series.map(({ name }) => name)).toEqual(['AUC', 'IC50']);
  });

  it('go when another screen is shown', async () => {
    const result = await shown('first');
    await result.overlay('second', true);
    expect(result.isOverlaid('second')).toBe(true);
    await result.load('third');
    expect(result.isOverlaid('second')).toBe(false);
  });

  it('leave the screen as it is when they cannot be had', async () => {
    const result = await shown('first');
    await result.overlay('none', true);
    expect(result.overlayFailure).toMatchObject({ kind: 'not-found' });
    expect(result.series).toHaveLength(2);
  });
});

it('exports ask for one metric or for all', async () => {
  const client = clientByHand({
    'screen/summary': ({ name }) => summaryOf(name),
    'export/text': () => ({ suggestedName: 'screen.tsv', text: '' }),
  });
  const result = new ScreeningResult(client, 'p');
  await result.load('first');
  await result.exported();
  await result.exported('IC50');
  expect(client.calls.slice(1).map(({ args }) => args)).toEqual([
    { projectId: 'p', what: 'screen', of: 'first' },
    { projectId: 'p', what: 'screen', of: 'first', metric: 'IC50' },
  ]);
});
