import { describe, expect, it } from 'vitest';
import { TracewiseError } from '#shared/model/errors.ts';
import type { UnitReport } from '#shared/model/job.ts';
import type { FittedModel } from '#shared/model/results.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { fitModel, type FitUnitResult } from '#shared/numerics/analyses/fitModel.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { goldenPanel, records } from '../../../fixtures/goldenPanel.ts';

const golden = goldenPanel('panel-b');
const panel: Panel = {
  features: golden.features,
  responses: golden.responses,
  sampleNames: golden.sampleNames,
  taskNames: golden.taskNames,
  tissues: golden.sampleNames.map((_, i) => `tissue ${i % 7}`),
};

const settings: FitSettings = {
  model: 'trace-norm',
  metric: 'AUC',
  lambda: { kind: 'fraction', fraction: 0.1 },
  scale: 'none',
  responses: 'raw',
  solver: 'admm',
  tolerance: 1e-9,
  seed: 1,
};

function fit(
  chosen: FitSettings,
  source: Panel = panel,
  isCancelled = () => false,
): { model: FittedModel; reports: UnitReport[] } {
  const reports: UnitReport[] = [];
  const results = new Map<string, FitUnitResult>();
  for (const { name } of fitModel.plan(chosen, source).units) {
    const context = {
      isCancelled,
      report: (report: UnitReport) => void reports.push(structuredClone(report)),
    };
    results.set(name, structuredClone(fitModel.run(name, chosen, source, context)));
  }
  return { model: fitModel.assemble(chosen, source, results), reports };
}

/** Sum of squared residuals over observed entries of each drug, by weights as measured. */
function squaredErrors({ weights, intercepts, drugs }: FittedModel, source: Panel): number[] {
  const { rows, columns } = source.features;
  return drugs.map((drug, t) => {
    const responses = column(source.responses, source.taskNames.indexOf(drug));
    let total = 0;
    responses.forEach((response, i) => {
      if (Number.isNaN(response)) return;
      let fitted = intercepts[t];
      for (let j = 0; j < columns; j++) {
        fitted += weights[t * columns + j] * source.features.values[j * rows + i];
      }
      total += (response - fitted) ** 2;
    });
    return total;
  });
}

describe('fitting the trace norm', () => {
  it('gives the reference weights and intercepts on the original scale', () => {
    const { model } = fit(settings);
    const expected = golden.matrix('trace_norm_weights_at_0.1.tsv').values;
    const largest = Math.max(...expected.map(Math.abs));
    expected.forEach((value, k) => expect(Math.abs(model.weights[k] - value)).toBeLessThan(1e-5 * largest));
    golden.matrix('trace_norm_intercepts_at_0.1.tsv').values.forEach((value, t) => {
      expect(Math.abs(model.intercepts[t] - value)).toBeLessThan(1e-5 * Math.abs(value));
    });
    const reference = records(golden.table('trace_norm.tsv')).find(
      (r) => r['fraction_of_lambda_max'] === '0.1',
    );
    expect(model.objective / Number(reference?.['objective'])).toBeCloseTo(1, 7);
    expect(model.lambdaMax / Number(reference?.['lambda_max'])).toBeCloseTo(1, 9);
    expect(model).toMatchObject({ status: 'converged', rank: 8, drugFits: [], warnings: [] });
  });

  it('gives weights as measured whatever the scales', () => {
    const { model } = fit({ ...settings, scale: 'unit', responses: 'raw' });
    const total = squaredErrors(model, panel).reduce((sum, error) => sum + error, 0);
    expect(total / 2 / model.loss).toBeCloseTo(1, 9);
  });

  it('does not see the unit of a response under unit scaling', () => {
    const tenfold = matrix(
      120,
      8,
      panel.responses.values.map((y, k) => (k < 120 ? 10 * y + 3 : y)),
    );
    const chosen: FitSettings = { ...settings, scale: 'unit', responses: 'unit' };
    const here = fit(chosen).model;
    const there = fit(chosen, { ...panel, responses: tenfold }).model;
    here.weights.forEach((weight, k) => {
      expect(Math.abs(there.weights[k] - (k < 40 ? 10 : 1) * weight)).toBeLessThan(1e-6);
    });
    expect(there.intercepts[0]).toBeCloseTo(10 * here.intercepts[0] + 3, 5);
  });

  it.each(['transductive', 'inductive', 'leave-tissue-out'] as const)(
    'chooses lambda by %s cross-validation, the same each time',
    (scheme) => {
      const lambda = { kind: 'cross-validation', scheme, folds: 5 } as const;
      const chosen: FitSettings = { ...settings, scale: 'unit', lambda, tolerance: 1e-4 };
      const first = fit(chosen);
      const curve = first.reports.findLast((report) => report.curve !== undefined)?.curve;
      expect(curve?.errors[curve.chosenIndex]).toBe(Math.min(...(curve?.errors ?? [])));
      expect(first.model.lambda).toBe(curve?.lambdas[curve.chosenIndex]);
      expect(first.model.lambda).toBeLessThan(0.9 * first.model.lambdaMax);
      expect(fit(chosen).model.weights).toEqual(first.model.weights);
    },
  );

  it('says so when the fit did not reach its tolerance', () => {
    const { model } = fit({ ...settings, tolerance: 1e-300 });
    expect(model.status).toBe('iterationLimit');
    expect(model.warnings).toEqual([expect.stringMatching(/certificate/)]);
  });
});

describe('fitting single-task models', () => {
  const elasticNet: FitSettings = { ...settings, model: 'elastic-net', l1Ratio: 0.5, scale: 'unit' };

  it('gives the reference intercept, error and count of non-zeros for a given lambda', () => {
    const reference = records(golden.table('elastic_net.tsv')).find(
      (row) => row['alpha'] === '0.5' && row['standardize'] === 'TRUE' && Number(row['nonzero']) > 3,
    );
    const drug = reference?.['drug'] ?? '';
    const lambda = { kind: 'value', lambda: Number(reference?.['lambda']) } as const;
    const { model } = fit({ ...elasticNet, lambda, drugs: [drug], tolerance: 1e-12 });
    expect(model.drugs).toEqual([drug]);
    expect(model.drugFits[0].nonzeroCount).toBe(Number(reference?.['nonzero']));
    expect(model.intercepts[0]).toBeCloseTo(Number(reference?.['intercept']), 5);
    expect(model.objective / Number(reference?.['objective'])).toBeCloseTo(1, 7);
    const [error] = squaredErrors(model, panel);
    expect(error / model.drugFits[0].sampleCount / Number(reference?.['mse_train'])).toBeCloseTo(1, 5);
  });

  it('makes one unit per drug, whose results come together in the order of the drugs', () => {
    expect(fitModel.plan(elasticNet, panel).units.map(({ name }) => name)).toEqual(
      panel.taskNames.map((name) => `elastic-net/${name}`),
    );
    const { model } = fit(elasticNet);
    expect(model.drugFits.map(({ drug }) => drug)).toEqual([...panel.taskNames]);
    expect(model.status).toBe('converged');
    expect(model.lambda).toBeNaN();
  });

  it('chooses l1Ratio as well where none is given', () => {
    const lambda = { kind: 'cross-validation', scheme: 'transductive', folds: 5 } as const;
    const { model, reports } = fit({
      ...elasticNet,
      lambda,
      l1Ratio: undefined,
      drugs: ['drug-01'],
      tolerance: 1e-7,
    });
    const [drugFit] = model.drugFits;
    expect(drugFit.l1Ratio * 10).toBeCloseTo(Math.round(drugFit.l1Ratio * 10), 12);
    const curve = reports.findLast((report) => report.curve !== undefined)?.curve;
    expect(curve?.name).toBe('elastic-net/drug-01');
    expect(curve?.lambdas[curve.chosenIndex]).toBe(drugFit.lambda);
  });

  it('fits ridge with all weights', () => {
    const { model } = fit({ ...elasticNet, model: 'ridge', l1Ratio: undefined, responses: 'unit' });
    for (const { nonzeroCount, l1Ratio } of model.drugFits) expect([nonzeroCount, l1Ratio]).toEqual([40, 0]);
  });
});

describe('fitting a stack', () => {
  const lambda = { kind: 'cross-validation', scheme: 'transductive', folds: 3 } as const;
  const drugs = ['drug-01', 'drug-03', 'drug-04'];
  const stack: FitSettings = { ...settings, model: 'stack', lambda, scale: 'unit', responses: 'unit', drugs };
  const { model } = fit({ ...stack, tolerance: 1e-4 });
  const shares = model.drugFits.map(({ stackWeight }) => stackWeight ?? NaN);

  it('mixes the weights and intercepts of its parts, as they are when fitted alone', () => {
    const together = fit({ ...stack, model: 'trace-norm', tolerance: 1e-4 }).model;
    const alone = fit({ ...stack, model: 'elastic-net', tolerance: 1e-7 }).model;
    expect(model.drugs).toEqual(drugs);
    expect(model.lambda).toBe(together.lambda);
    expect(model.certificate).toBe(together.certificate);
    expect(model.drugFits.map(({ l1Ratio, lambda: own }) => [l1Ratio, own])).toEqual(
      alone.drugFits.map(({ l1Ratio, lambda: own }) => [l1Ratio, own]),
    );
    for (const [drug, share] of shares.entries()) {
      const mix = (first: number, second: number): number => share * first + (1 - share) * second;
      const place = drug * panel.features.columns + 5;
      expect(model.weights[place]).toBeCloseTo(mix(together.weights[place], alone.weights[place]), 12);
      expect(model.intercepts[drug]).toBeCloseTo(mix(together.intercepts[drug], alone.intercepts[drug]), 12);
    }
    expect(
      shares.some((share) => share > 0 && share < 1),
      `shares ${shares.join(' ')}`,
    ).toBe(true);
  });

  it('is refused where lambda is given: nothing held out could weigh its parts', () => {
    const given = { ...stack, lambda: { kind: 'fraction', fraction: 0.1 } as const };
    expect(() => fitModel.plan(given, panel)).toThrow('a stack needs cross-validation');
  });
});

describe('a panel with drugs that cannot be fitted', () => {
  const responses = matrix(120, 8, panel.responses.values.slice());
  column(responses, 2).fill(NaN, 3);
  column(responses, 5).fill(7);
  const poor: Panel = { ...panel, responses };

  it('leaves them out by name and goes on', () => {
    const { model } = fit({ ...settings, tolerance: 1e-4 }, poor);
    expect(model.drugs).not.toContain('drug-03');
    expect(model.drugs).toHaveLength(6);
    expect(model.warnings).toHaveLength(2);
    expect(model.warnings[0]).toMatch(/drug-03.*observed samples/);
    expect(model.warnings[1]).toMatch(/drug-06.*equal/);
  });

  it('refuses when none is left', () => {
    const chosen = { ...settings, drugs: ['drug-03', 'drug-06'] };
    expect(() => fitModel.plan(chosen, poor)).toThrow(TracewiseError);
    expect(() => fitModel.plan(chosen, poor)).toThrow(/no drug/);
  });

  it('refuses a drug that is not there', () => {
    expect(() => fitModel.plan({ ...settings, drugs: ['drug-99'] }, panel)).toThrow(
      expect.objectContaining({ kind: 'invalid-setting' }),
    );
  });

  it('refuses to leave tissues out where there are too few', () => {
    const lambda = { kind: 'cross-validation', scheme: 'leave-tissue-out', folds: 8 } as const;
    expect(() => fitModel.plan({ ...settings, lambda }, panel)).toThrow(/tissues/);
    const withoutTissues = { ...panel, tissues: undefined };
    expect(() => fitModel.plan({ ...settings, lambda }, withoutTissues)).toThrow(/tissues/);
  });
});

it.each(['trace-norm', 'elastic-net', 'ridge'] as const)('stops %s when cancelled', (model) => {
  expect(() => fit({ ...settings, model, l1Ratio: undefined }, panel, () => true)).toThrow(
    expect.objectContaining({ kind: 'cancelled' }),
  );
});
