import { existsSync, writeFileSync } from 'node:fs';
import { TracewiseError } from '../../src-shared/model/errors.ts';
import type { UnitContext } from '../../src-shared/model/job.ts';
import type { Evaluation } from '../../src-shared/model/results.ts';
import type { EvaluationSettings } from '../../src-shared/model/settings.ts';
import type { Procedure } from '../../src-shared/numerics/analyses/procedure.ts';
import { randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';

/**
 * A procedure for tests of the machinery around procedures: a unit per drug whose numbers come from the seed and
 * its name alone. How a unit behaves stands in the drug's name: see `behave`.
 */
export const arithmetic: Procedure<EvaluationSettings, Float64Array, Evaluation> = {
  plan(settings, panel) {
    if (settings.seed === seedWithoutPlan)
      throw new TracewiseError('invalid-input', 'nothing can be computed');
    return {
      units: panel.taskNames.map((name, index) => ({ name, cost: 1 + index })),
      warnings: ['one drug is left out'],
    };
  },
  run(unitName, settings, panel, context) {
    behave(unitName, context);
    const task = panel.taskNames.indexOf(unitName);
    const stream = randomStream(settings.seed, unitName);
    context.report({
      fraction: 0.5,
      curve: { name: unitName, model: 'drug-mean', lambdas: [2, 1], errors: [0.5, 0.25], chosenIndex: 1 },
    });
    return Float64Array.from(
      { length: panel.sampleNames.length },
      (_, sample) => panel.responses.values[task * panel.sampleNames.length + sample] + randomNormal(stream),
    );
  },
  assemble(settings, panel, results) {
    const values = Float64Array.from([...results.values()].flatMap((part) => [...part]));
    return {
      settings,
      drugs: [...results.keys()],
      samples: [...panel.sampleNames],
      folds: Uint8Array.from(values, (value) => (Number.isNaN(value) ? 0 : 1)),
      observed: panel.responses.values,
      predictions: settings.models.map((model) => ({ model, values })),
      drugMeanPredictions: values,
      curves: [],
      warnings: [],
    };
  },
};

/** Planning under this seed fails. */
export const seedWithoutPlan = 404;

/** Does what stands in a drug's name before the first `=`, with what stands behind it. */
export function behave(unitName: string, context: UnitContext): void {
  const [behaviour, argument] = unitName.split('=');
  if (behaviour === 'fails') throw new TracewiseError('invalid-input', 'this drug cannot be fitted');
  if (behaviour === 'fails-once' && !existsSync(argument)) {
    writeFileSync(argument, '');
    throw new TracewiseError('internal', 'bad luck');
  }
  if (behaviour === 'hogs-memory') fillHeap();
  if (behaviour === 'waits') waitUntil(() => context.isCancelled());
  if (behaviour === 'waits-for') waitUntil(() => existsSync(argument) || context.isCancelled());
  if (behaviour === 'is-deaf') waitUntil(() => false);
  if (behaviour === 'sleeps') pause(Number(argument));
  if (context.isCancelled()) throw new TracewiseError('cancelled', 'cancelled');
}

function waitUntil(condition: () => boolean): void {
  while (!condition()) pause(5);
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

function fillHeap(): never {
  const hoard: object[] = [];
  for (;;) hoard.push(Array.from({ length: 1000 }, (_, index) => ({ index })));
}
