import { describe, expect, it } from 'vitest';
import { TracewiseError } from '../../../../src-shared/model/errors.ts';
import type { UnitContext } from '../../../../src-shared/model/job.ts';
import type { Evaluation } from '../../../../src-shared/model/results.ts';
import type {
  EvaluatedModel,
  EvaluationSettings,
  HoldoutScheme,
} from '../../../../src-shared/model/settings.ts';
import { evaluateModels } from '../../../../src-shared/numerics/analyses/evaluateModels.ts';
import { evaluationScores } from '../../../../src-shared/numerics/analyses/evaluationScores.ts';
import type { Panel } from '../../../../src-shared/numerics/analyses/panel.ts';
import { evaluatePanel, predictionsOf } from '../../../support/evaluate.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const allModels: EvaluatedModel[] = [
  'stack',
  'trace-norm',
  'elastic-net',
  'ridge',
  'additive-mean',
  'drug-mean',
];
const settings: EvaluationSettings = {
  models: allModels,
  metric: 'activity area',
  scheme: 'transductive',
  protocol: 'strict',
  outerFolds: 3,
  innerFolds: 3,
  seed: 1,
};
const panel = latentFactorPanel({ samples: 36, features: 50, tasks: 5 });

function evaluate(chosen: Partial<EvaluationSettings>, data: Panel = panel, reversed = false): Evaluation {
  return evaluatePanel({ ...settings, ...chosen }, data, reversed);
}

/** Slow models, or of one scheme alone. */
const fewOf: Record<HoldoutScheme, EvaluatedModel[]> = {
  transductive: ['neighbour'],
  inductive: ['kbmtl'],
  'leave-tissue-out': [],
};

function modelsUnder(scheme: HoldoutScheme): EvaluatedModel[] {
  return [...allModels, ...fewOf[scheme]];
}

function withResponses(change: (value: number, entry: number) => number): Panel {
  return { ...panel, responses: { ...panel.responses, values: panel.responses.values.map(change) } };
}

function errorOf(action: () => unknown): TracewiseError {
  try {
    action();
  } catch (error) {
    if (error instanceof TracewiseError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe.each(['transductive', 'inductive', 'leave-tissue-out'] as const)('under %s', (scheme) => {
  const models = modelsUnder(scheme);
  const evaluation = evaluate({ scheme, models });

  it('every model predicts every observed entry and no other', () => {
    for (const { values } of evaluation.predictions) {
      expect([...values].map(Number.isNaN)).toEqual([...panel.responses.values].map(Number.isNaN));
    }
  });

  it('the models that see features beat the drug mean on a panel with strong signal', () => {
    const nmse = new Map(
      evaluationScores(evaluation).map((scores) => [scores.model, scores.meanNmse ?? NaN]),
    );
    for (const model of ['trace-norm', 'elastic-net', 'ridge'] as const)
      expect(nmse.get(model)).toBeLessThan(0.5);
    expect(nmse.get('drug-mean')).toBe(1);
  });
});

it('the stack is a mix of its parts, the same for all held-out entries of a drug in a fold', () => {
  const evaluation = evaluate({ models: ['stack', 'trace-norm', 'elastic-net'] });
  const [stack, first, second] = (['stack', 'trace-norm', 'elastic-net'] as const).map((model) =>
    predictionsOf(evaluation, model),
  );
  const weights = new Map<string, number[]>();
  evaluation.folds.forEach((fold, entry) => {
    if (fold === 0 || Math.abs(first[entry] - second[entry]) < 1e-6) return;
    const key = `${fold}/${Math.floor(entry / panel.responses.rows)}`;
    const weight = (stack[entry] - second[entry]) / (first[entry] - second[entry]);
    weights.set(key, [...(weights.get(key) ?? []), weight]);
  });
  expect(weights.size).toBe(15);
  for (const own of weights.values()) {
    for (const weight of own) expect(weight).toBeCloseTo(own[0], 4);
    expect(own[0]).toBeGreaterThan(-1e-6);
    expect(own[0]).toBeLessThan(1 + 1e-6);
  }
});

it('the stack alone gives the same predictions as among others', () => {
  const alone = evaluate({ models: ['stack'] });
  expect(alone.predictions.map(({ model }) => model)).toEqual(['stack']);
  expect(predictionsOf(alone, 'stack')).toEqual(predictionsOf(evaluate({}), 'stack'));
});

it('gives the same bytes whatever the order of the units', () => {
  expect(evaluate({}, panel, true)).toEqual(evaluate({}));
});

it('gives other folds and predictions for another seed', () => {
  expect(evaluate({ seed: 2 }).folds).not.toEqual(evaluate({}).folds);
});

it('the drug mean is the mean of the training entries, the additive mean adds the level of the sample', () => {
  const { folds, observed } = evaluate({});
  const drugMean = predictionsOf(evaluate({}), 'drug-mean');
  const additive = predictionsOf(evaluate({}), 'additive-mean');
  const { rows, columns } = panel.responses;
  const entry = folds.findIndex((fold) => fold === 2);
  const trainingOf = (task: number): { sample: number; value: number }[] =>
    [...Array(rows).keys()]
      .map((sample) => ({ sample, value: observed[task * rows + sample], fold: folds[task * rows + sample] }))
      .filter(({ fold }) => fold !== 0 && fold !== 2);
  const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const momentsOf = (task: number): { mean: number; deviation: number } => {
    const values = trainingOf(task).map(({ value }) => value);
    const mean = meanOf(values);
    return { mean, deviation: Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2))) };
  };
  const own = momentsOf(Math.floor(entry / rows));
  const levels = [...Array(columns).keys()].flatMap((task) => {
    const { mean, deviation } = momentsOf(task);
    return trainingOf(task)
      .filter(({ sample }) => sample === entry % rows)
      .map(({ value }) => (value - mean) / deviation);
  });
  expect(drugMean[entry]).toBeCloseTo(own.mean, 12);
  expect(additive[entry]).toBeCloseTo(own.mean + own.deviation * meanOf(levels), 12);
});

describe('the mixing of the elastic net', () => {
  const ratiosOf = (protocol: 'strict' | 'paper', drug: string): (number | undefined)[] =>
    evaluate({ protocol, models: ['elastic-net'] })
      .curves.filter((curve) => curve.name.startsWith(`elastic-net/${drug}/`))
      .map((curve) => curve.l1Ratio);

  it('is the same in all folds of a drug under paper', () => {
    for (const drug of panel.taskNames) expect(new Set(ratiosOf('paper', drug)).size, drug).toBe(1);
  });

  it('is chosen anew in every fold under strict', () => {
    const counts = panel.taskNames.map((drug) => new Set(ratiosOf('strict', drug)).size);
    expect(Math.max(...counts)).toBeGreaterThan(1);
  });
});

describe('drugs that cannot be evaluated', () => {
  const { rows } = panel.responses;
  const spoiled = withResponses((value, entry) => {
    const task = Math.floor(entry / rows);
    if (task === 1) return 2.5;
    if (task === 3) return entry % rows < 3 ? value : NaN;
    return value;
  });

  it('are left out by name and reason, and the run goes on', () => {
    const evaluation = evaluate({ models: ['drug-mean'] }, spoiled);
    expect(evaluation.drugs).toEqual(['drug-1', 'drug-3', 'drug-5']);
    expect(evaluation.warnings[0]).toMatch(/drug-2 is left out: all its values are equal/);
    expect(evaluation.warnings[1]).toMatch(/drug-4 is left out: [0-3] observed samples, and 6 are needed/);
  });

  it('are an error when none is left', () => {
    const constant = withResponses(() => 1);
    expect(errorOf(() => evaluateModels.plan(settings, constant)).kind).toBe('invalid-input');
  });
});

it('leave-tissue-out without tissues, or with too few, is a wrong setting', () => {
  const chosen = { ...settings, scheme: 'leave-tissue-out' as const };
  expect(errorOf(() => evaluateModels.plan(chosen, { ...panel, tissues: undefined })).kind).toBe(
    'invalid-setting',
  );
  const one = { ...panel, tissues: panel.sampleNames.map(() => 'lung') };
  expect(errorOf(() => evaluateModels.plan(chosen, one)).kind).toBe('invalid-setting');
});

it.each(['trace-norm/outer-1', 'elastic-net/drug-1', 'ridge/drug-1'])(
  '%s stops when it is cancelled',
  (unit) => {
    let polls = 0;
    const cancelled: UnitContext = { report: () => undefined, isCancelled: () => ++polls > 2 };
    expect(errorOf(() => evaluateModels.run(unit, settings, panel, cancelled)).kind).toBe('cancelled');
  },
);
