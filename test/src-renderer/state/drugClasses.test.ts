import { describe, expect, it } from 'vitest';
import { classesOf, labelKindsOf } from '#renderer/state/drugClasses.ts';
import type { DrugComparison } from '#renderer/state/evaluationResult.svelte.ts';

function compared(drug: string, mechanism: string | null, reductionPercent: number | null): DrugComparison {
  const none = { a: null, b: null };
  return {
    drug,
    mechanism,
    target: null,
    drugClass: null,
    entryCount: 10,
    mse: none,
    nmse: none,
    pearson: none,
    reductionPercent,
  };
}

describe('drugs by class', () => {
  const drugs = [
    compared('small', 'MEK', 10),
    compared('large', 'MEK', 50),
    compared('lost', 'HSP90', -20),
    compared('alone', 'EGFR', 40),
    compared('unknown', null, 90),
    compared('unscored', 'EGFR', null),
  ];

  it('stand by mean reduction, the drugs of a class by their own', () => {
    expect(
      classesOf(drugs, 'mechanism').map(({ label, drugs: members, meanReductionPercent, wins, losses }) => [
        label,
        members.map(({ drug }) => drug),
        meanReductionPercent,
        wins,
        losses,
      ]),
    ).toEqual([
      ['EGFR', ['alone'], 40, 1, 0],
      ['MEK', ['large', 'small'], 30, 2, 0],
      ['HSP90', ['lost'], -20, 0, 1],
    ]);
  });

  it('are of the kinds of label that some drug carries', () => {
    expect(labelKindsOf(drugs)).toEqual(['mechanism']);
    expect(labelKindsOf([{ ...drugs[0], drugClass: 'Kinase inhibitor' }])).toEqual(['mechanism', 'class']);
    expect(classesOf(drugs, 'target')).toEqual([]);
  });
});
