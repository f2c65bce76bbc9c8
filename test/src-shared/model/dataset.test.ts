import { describe, expect, test } from 'vitest';
import { metricFromName } from '#shared/model/dataset.ts';

describe('of a metric', () => {
  test.each([
    'IC50',
    'ln IC50',
    'LN_IC50',
    'log10 IC50',
    'log10(IC50)',
    'log2 EC50',
    'EC50 (uM)',
    'GI50',
    'AUC',
    'GDSC AUC',
    'Amax',
    'viability',
    'survival',
    'IC 50',
    'IC-50',
    'GR50',
    'LC50',
    'CC50',
    'ED50',
    'TGI',
    'LFC',
    'log2 fold change',
  ])('low %s is sensitive', (name) => {
    expect(metricFromName(name)).toEqual({ name, higherIsSensitive: false });
  });

  test.each([
    'activity area',
    'pIC50',
    '-log10 IC50',
    '-log10 GI50',
    'neg log10 IC50',
    'minus log GI50',
    '1 - AUC',
    'AAC',
    'pGR50',
    '1 - survival',
    'response',
  ])('high %s is sensitive', (name) => {
    expect(metricFromName(name)).toEqual({ name, higherIsSensitive: true });
  });
});
