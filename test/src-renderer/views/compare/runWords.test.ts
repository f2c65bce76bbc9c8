import { describe, expect, it } from 'vitest';
import { compareTabOf } from '#renderer/views/compare/compareTabs.ts';
import { runCautions, runDifferences, runsBeside } from '#renderer/views/compare/runWords.ts';
import type { EvaluationCard } from '#shared/contract/methods.ts';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import { smallEvaluation } from '../../../support/datasets.ts';

function card(
  name: string,
  changes: Partial<EvaluationSettings> = {},
  more: Partial<EvaluationCard> = {},
): EvaluationCard {
  return {
    name,
    datasetName: 'panel',
    datasetHash: 'abcdef0123',
    seed: 1,
    version: '1.0.0',
    createdAt: '2026-01-01T00:00:00Z',
    settings: smallEvaluation(changes),
    ...more,
  };
}

describe('two runs', () => {
  it('are told apart by their settings, not by their models', () => {
    expect(runDifferences(card('a'), card('b', { models: ['ridge'] }))).toEqual([]);
    const other = card('b', {
      scheme: 'inductive',
      protocol: 'paper',
      seed: 2,
      drugs: ['A'],
      blocks: ['expression', 'tissue'],
    });
    expect(runDifferences(card('a'), other)).toEqual([
      'setting: leave entries out / leave cell lines out',
      'protocol: strict / as in the paper',
      'seed: 1 / 2',
      'drugs: all drugs / 1 drug',
      'blocks: all blocks / expression + tissue',
    ]);
  });

  it('are offered the nearest first, those that differ in their models alone last', () => {
    const runs = [
      card('shown'),
      card('models', { models: ['ridge'] }),
      card('far', { scheme: 'inductive', protocol: 'paper' }),
      card('near, older', { seed: 2 }),
      card('near, newer', { seed: 3 }, { createdAt: '2026-02-01T00:00:00Z' }),
      card('elsewhere', {}, { datasetHash: 'ffff', datasetName: 'other' }),
    ];
    expect(runsBeside(runs[0], runs).map(({ name }) => name)).toEqual([
      'near, newer',
      'near, older',
      'far',
      'models',
    ]);
  });

  it('come with a caution where the data, the responses or the protocol differ', () => {
    expect(runCautions(card('a'), card('b', { scheme: 'inductive' }))).toEqual([]);
    expect(runCautions(card('a'), card('b', { metric: 'IC50', protocol: 'paper' }))).toHaveLength(2);
    expect(runCautions(card('a'), card('b', {}, { datasetHash: 'ffff' }))).toEqual([
      expect.stringContaining('changed between the two runs'),
    ]);
  });
});

describe('the view that an address names', () => {
  it('is the first where it names none', () => {
    expect(compareTabOf('classes')).toBe('classes');
    expect(compareTabOf('kitchen')).toBe('models');
    expect(compareTabOf(undefined)).toBe('models');
  });
});
