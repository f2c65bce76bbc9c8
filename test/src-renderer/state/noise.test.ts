import { describe, expect, it } from 'vitest';
import { noiseKnowledge, noiseOfResult, splitByNoise } from '#renderer/state/noise.ts';
import { screenCard } from '../../support/screenCards.ts';

const data = { datasetHash: 'abc', metric: 'activity area' };

describe('what is known of noisy drugs', () => {
  it('is nothing without a screen', () => {
    expect(noiseKnowledge([], data)).toBeUndefined();
  });

  it('names the screen, its rule, what it judged and what it found noisy', () => {
    const card = screenCard({ name: 'first', noise: { 'activity area': ['A', 'B'] }, screenedCount: 24 });
    expect(noiseKnowledge([card], data)).toEqual({
      run: 'first',
      protocol: 'strict',
      threshold: 0.05,
      screenedCount: 24,
      noisyDrugs: new Set(['A', 'B']),
    });
  });

  it('comes from the latest screen, in whatever order they are listed', () => {
    const cards = [
      screenCard({ name: 'old', createdAt: '2026-01-02T00:00:00.000Z' }),
      screenCard({ name: 'new', createdAt: '2026-11-02T00:00:00.000Z' }),
      screenCard({ name: 'middle', createdAt: '2026-05-02T00:00:00.000Z' }),
    ];
    expect(noiseKnowledge(cards, data)?.run).toBe('new');
  });

  it('does not come from a screen of other values under the same data set name', () => {
    const cards = [screenCard({ name: 'before', datasetHash: 'other' })];
    expect(noiseKnowledge(cards, data)).toBeUndefined();
  });

  it('comes from an older screen when the latest left the metric out', () => {
    const cards = [
      screenCard({ name: 'both', noise: { IC50: [], 'activity area': ['A'] } }),
      screenCard({ name: 'one', noise: { IC50: ['B'] }, createdAt: '2026-12-02T00:00:00.000Z' }),
    ];
    expect(noiseKnowledge(cards, data)?.run).toBe('both');
    expect(noiseKnowledge(cards, { ...data, metric: 'IC50' })?.run).toBe('one');
    expect(noiseKnowledge(cards, { ...data, metric: 'Amax' })).toBeUndefined();
  });

  it('goes by the data and the metric that a result was made from', () => {
    const result = { datasetHash: 'abc', settings: { metric: 'IC50' } };
    const cards = [screenCard({ noise: { IC50: ['C'], 'activity area': ['A'] } })];
    expect([...(noiseOfResult(cards, result)?.noisyDrugs ?? [])]).toEqual(['C']);
  });
});

describe('splitByNoise', () => {
  it('keeps drugs that the screen did not judge among the others, and the order', () => {
    const split = splitByNoise(['D', 'B', 'A', 'C'], { noisyDrugs: new Set(['A', 'B', 'gone']) });
    expect(split).toEqual({ noisy: ['B', 'A'], others: ['D', 'C'] });
  });

  it('finds nothing noisy without a screen', () => {
    expect(splitByNoise(['A'], undefined)).toEqual({ noisy: [], others: ['A'] });
  });
});
