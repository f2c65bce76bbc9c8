import { describe, expect, it } from 'vitest';
import {
  agreementBasis,
  agreementWords,
  bestCut,
  weightUnit,
} from '#renderer/views/structure/structureWords.ts';
import type { Agreement } from '#shared/model/clustering.ts';
import type { FitSettings } from '#shared/model/settings.ts';

const agreement: Agreement = {
  label: 'target',
  classCount: 3,
  labelledCount: 4,
  byClusterCount: [null, 0.125, 0.5, 0],
};
const settings: FitSettings = {
  model: 'trace-norm',
  metric: 'activity area',
  lambda: { kind: 'fraction', fraction: 0.1 },
  scale: 'unit',
  responses: 'raw',
  solver: 'admm',
  tolerance: 1e-4,
  seed: 1,
};

describe('words about structure', () => {
  it('tell the index of a cut', () => {
    expect(agreementWords(agreement, 3)).toBe('adjusted Rand index 0.50 against target');
    expect(agreementWords(agreement, 1)).toBe('adjusted Rand index not defined against target');
    expect(agreementWords(undefined, 3)).toMatch(/^nothing is known/);
  });

  it('tell what the index is taken over', () => {
    expect(agreementBasis(agreement, 5)).toBe('3 targets among 4 of 5 drugs');
    expect(agreementBasis({ ...agreement, label: 'class', classCount: 2 }, 4)).toBe(
      '2 classes among 4 drugs',
    );
  });

  it('find the cut with the highest index, the first of equal ones', () => {
    expect(bestCut(agreement)).toEqual({ clusterCount: 3, index: 0.5 });
    expect(bestCut({ ...agreement, byClusterCount: [0.5, 0.5] })?.clusterCount).toBe(1);
    expect(bestCut({ ...agreement, byClusterCount: [null] })).toBeUndefined();
  });

  it('tell what weights are in, on either scale', () => {
    expect(weightUnit(settings, 'fitted')).toBe('weight, activity area per s.d. of feature');
    expect(weightUnit({ ...settings, responses: 'unit' }, 'fitted')).toBe(
      'weight, s.d. of response per s.d. of feature',
    );
    expect(weightUnit({ ...settings, responses: 'unit' }, 'original')).toBe(
      'weight, activity area per unit of feature',
    );
  });
});
