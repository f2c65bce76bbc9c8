import { expect, test } from 'vitest';
import type { FitSettings } from '#shared/model/settings.ts';
import { fitModel } from '#shared/numerics/analyses/fitModel.ts';
import type { FitUnitResult } from '#shared/numerics/analyses/fitModel.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { rankingWeights, topGenes } from '#shared/numerics/analyses/rankedWeights.ts';
import { geneStability } from '#shared/numerics/analyses/stability.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';
import { assignFolds } from '#shared/numerics/resampling/folds.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const panel = latentFactorPanel({ samples: 30, features: 24, tasks: 3, noise: 1 });
/** Two features a gene. */
const of = { geneOfFeature: Int32Array.from({ length: 24 }, (_, feature) => feature >> 1), geneCount: 12 };
const context = { isCancelled: () => false, report: () => undefined };
const asked = { direction: 'absolute' as const, top: 4, foldCount: 5 };

function settingsOf(
  model: FitSettings['model'],
  lambda: number,
  changes: Partial<FitSettings> = {},
): FitSettings {
  return {
    model,
    metric: 'm',
    lambda: { kind: 'value', lambda },
    scale: 'unit',
    responses: 'unit',
    solver: 'proximal-gradient',
    tolerance: 1e-8,
    seed: 7,
    ...changes,
  };
}

function fit(settings: FitSettings, of: Panel) {
  const results = new Map<string, FitUnitResult>();
  for (const { name } of fitModel.plan(settings, of).units) {
    results.set(name, fitModel.run(name, settings, of, context));
  }
  return fitModel.assemble(settings, of, results);
}

test.each([
  ['trace-norm', 8, 8 * 0.8],
  ['ridge', 0.3, 0.3],
  ['elastic-net', 0.05, 0.05],
] as const)(
  '%s is fitted again without each fifth of the entries, at the lambda that goes with it',
  (model, lambda, refitted) => {
    const settings = settingsOf(model, lambda, model === 'elastic-net' ? { l1Ratio: 0.3 } : {});
    const whole = fit(settings, panel);
    const found = geneStability({ panel, model: whole, of, drugs: [2, 0], ...asked }, context);
    expect(found.map(({ drug }) => drug)).toEqual(['drug-3', 'drug-1']);

    const folds = assignFolds('transductive', panel.responses, undefined, 5, randomStream(7, 'stability'));
    const refits = [1, 2, 3, 4, 5].map((fold) => {
      const values = panel.responses.values.map((value, entry) => (folds[entry] === fold ? NaN : value));
      const kept = { ...panel, responses: { ...panel.responses, values } };
      return fit({ ...settings, lambda: { kind: 'value', lambda: refitted } }, kept);
    });
    const topOf = (one: typeof whole, drug: number) =>
      topGenes({ weights: one.weights, factors: rankingWeights(whole).factors }, of, {
        drug,
        direction: 'absolute',
        count: 4,
      });
    found.forEach(({ genes, foldsInTop }, index) => {
      const drug = [2, 0][index];
      expect(genes).toEqual(topOf(whole, drug));
      const counts = genes.map((gene) => refits.filter((one) => topOf(one, drug).includes(gene)).length);
      expect(foldsInTop).toEqual(counts);
    });
  },
);

test('a stack is fitted again as the same mix of its refitted parts', () => {
  const lambda = { kind: 'cross-validation', scheme: 'transductive', folds: 3 } as const;
  const settings = settingsOf('stack', NaN, { lambda, tolerance: 1e-6 });
  const whole = fit(settings, panel);
  const [found] = geneStability({ panel, model: whole, of, drugs: [1], ...asked }, context);

  const { l1Ratio, lambda: own, stackWeight = NaN } = whole.drugFits[1];
  const folds = assignFolds('transductive', panel.responses, undefined, 5, randomStream(7, 'stability'));
  const counts = new Map<number, number>();
  for (let fold = 1; fold <= 5; fold++) {
    const values = panel.responses.values.map((value, entry) => (folds[entry] === fold ? NaN : value));
    const kept = { ...panel, responses: { ...panel.responses, values } };
    const together = fit({ ...settingsOf('trace-norm', whole.lambda * 0.8), tolerance: 1e-6 }, kept);
    const alone = fit({ ...settingsOf('elastic-net', own, { l1Ratio }), tolerance: 1e-7 }, kept);
    const weights = together.weights.map(
      (value, place) => stackWeight * value + (1 - stackWeight) * alone.weights[place],
    );
    const { factors } = rankingWeights(whole);
    for (const gene of topGenes({ weights, factors }, of, { drug: 1, direction: 'absolute', count: 4 })) {
      counts.set(gene, (counts.get(gene) ?? 0) + 1);
    }
  }
  expect(found.foldsInTop).toEqual(found.genes.map((gene) => counts.get(gene) ?? 0));
});

test('it ends when it is cancelled', () => {
  const model = fit(settingsOf('ridge', 0.3), panel);
  const cancelled = { ...context, isCancelled: () => true };
  expect(() => geneStability({ panel, model, of, drugs: [0], ...asked }, cancelled)).toThrow('cancelled');
});
