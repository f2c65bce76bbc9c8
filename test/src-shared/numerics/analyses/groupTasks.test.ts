import { describe, expect, it } from 'vitest';
import type { TracewiseError } from '#shared/model/errors.ts';
import type { UnitContext } from '#shared/model/job.ts';
import type { HoldoutScheme } from '#shared/model/settings.ts';
import type { TaskGroups, TaskGroupSettings } from '#shared/model/taskGroups.ts';
import { evaluateModels } from '#shared/numerics/analyses/evaluateModels.ts';
import {
  designEvaluation,
  innerFoldsOf,
  outerTraining,
  selectTasks,
} from '#shared/numerics/analyses/evaluationDesign.ts';
import { evaluationScores } from '#shared/numerics/analyses/evaluationScores.ts';
import { groupTasks } from '#shared/numerics/analyses/groupTasks.ts';
import { nestedTraceNorm } from '#shared/numerics/analyses/nestedTraceNorm.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { latentFactorPanel } from '../../../support/panels.ts';

const context: UnitContext = { report: () => undefined, isCancelled: () => false };
const settings: TaskGroupSettings = {
  metric: 'activity',
  scheme: 'transductive',
  protocol: 'strict',
  outerFolds: 3,
  innerFolds: 3,
  seed: 1,
  groupSizes: [4, 2],
};
const panel = latentFactorPanel({ samples: 30, features: 12, tasks: 6 });

function compute(
  changes: Partial<TaskGroupSettings> = {},
  data: Panel = panel,
  reversed = false,
): TaskGroups {
  const own = { ...settings, ...changes };
  const { units } = groupTasks.plan(own, data);
  const order = reversed ? units.toReversed() : units;
  const results = new Map(order.map(({ name }) => [name, groupTasks.run(name, own, data, context)]));
  return groupTasks.assemble(own, data, results);
}

const grouped = compute();

/** What an evaluation with the same settings says of a model, drug by drug. */
function evaluatedErrors(scheme: HoldoutScheme, model: 'trace-norm' | 'elastic-net'): (number | null)[] {
  const { groupSizes: _, ...design } = { ...settings, scheme };
  const own = { ...design, models: [model] };
  const { units } = evaluateModels.plan(own, panel);
  const results = new Map(units.map(({ name }) => [name, evaluateModels.run(name, own, panel, context)]));
  const [scores] = evaluationScores(evaluateModels.assemble(own, panel, results));
  return scores.drugs.map(({ mse }) => mse);
}

describe.each(['transductive', 'inductive', 'leave-tissue-out'] as const)('under %s', (scheme) => {
  const own = scheme === settings.scheme ? grouped : compute({ scheme });

  it('all drugs in one group have the errors of the same evaluation', () => {
    expect(own.splits[0]).toMatchObject({ size: 6, groups: [1, 1, 1, 1, 1, 1] });
    expect(own.splits[0].mse).toEqual(evaluatedErrors(scheme, 'trace-norm'));
  });

  it('the elastic nets that groups are measured by are those of the same evaluation', () => {
    expect(own.drugs.map(({ mseElasticNet }) => mseElasticNet)).toEqual(
      evaluatedErrors(scheme, 'elastic-net'),
    );
  });

  it('every group has the errors of the trace norm trained on its columns alone, with the folds that they have among all', () => {
    const { models, ...rest } = { models: ['trace-norm' as const], ...settings, scheme };
    const { groupSizes: _, ...designSettings } = rest;
    const evaluation = { ...designSettings, models };
    const whole = designEvaluation(evaluation, panel);
    const { rows } = panel.responses;
    for (const { groups, mse } of own.splits) {
      for (const group of new Set(groups)) {
        const tasks = groups.flatMap((drawn, task) => (drawn === group ? [task] : []));
        const columnsOf = (folds: Uint8Array) =>
          Uint8Array.from(tasks.flatMap((task) => [...folds.subarray(task * rows, (task + 1) * rows)]));
        const part = selectTasks(panel, tasks);
        const sums = tasks.map(() => 0);
        for (let fold = 1; fold <= settings.outerFolds; fold++) {
          const innerFolds = columnsOf(innerFoldsOf(evaluation, whole, outerTraining(whole, fold), fold));
          const design = {
            panel: part,
            outerFolds: columnsOf(whole.outerFolds),
            inner: { fold, innerFolds },
            warnings: [],
          };
          const [{ entries, values }] = nestedTraceNorm(design, evaluation, fold, context).predictions;
          entries.forEach((entry, place) => {
            sums[Math.floor(entry / rows)] += (part.responses.values[entry] - values[place]) ** 2;
          });
        }
        tasks.forEach((task, place) =>
          expect(mse[task]).toBeCloseTo(sums[place] / own.drugs[task].entryCount, 12),
        );
      }
    }
  });
});

it('counts the held-out entries of a drug', () => {
  const observed = (task: number) =>
    panel.responses.values.subarray(task * 30, (task + 1) * 30).filter((value) => !Number.isNaN(value))
      .length;
  expect(grouped.drugs.map(({ entryCount }) => entryCount)).toEqual(
    panel.taskNames.map((_, task) => observed(task)),
  );
});

it('gives the same bytes whatever the order of the units, of the drugs asked for and of the sizes', () => {
  const drugs = ['drug-5', 'drug-1', 'drug-4', 'drug-2'];
  const asked = compute({ drugs, groupSizes: [2] });
  expect(compute({ drugs: drugs.toReversed(), groupSizes: [2] }, panel, true).splits).toEqual(asked.splits);
  const turned = compute({ groupSizes: [2, 4] }, panel, true);
  expect(turned.splits).toEqual(grouped.splits);
  expect(turned.drugs).toEqual(grouped.drugs);
});

it('a drug has the same error in a split whatever other sizes are asked for', () => {
  const [, fours] = grouped.splits;
  expect(compute({ groupSizes: [4] }).splits[1]).toEqual(fours);
});

it('the held-out responses of a fold do not move what is predicted for it in any group', () => {
  const { units } = groupTasks.plan(settings, panel);
  const { outerFolds } = designEvaluation({ ...settings, models: ['trace-norm'] }, panel);
  const values = panel.responses.values.map((value, entry) =>
    outerFolds[entry] === 1 ? 9 - value * 2 : value,
  );
  const changed = { ...panel, responses: { ...panel.responses, values } };
  for (const { name } of units.filter((unit) => unit.name.endsWith('outer-1'))) {
    expect(groupTasks.run(name, settings, changed, context)).toEqual(
      groupTasks.run(name, settings, panel, context),
    );
  }
});

it('leaves out by name a drug with too few values and a size of which there is one group', () => {
  const values = panel.responses.values.map((value, entry) => (entry >= 30 && entry < 57 ? NaN : value));
  const { drugs, splits, warnings } = compute(
    { groupSizes: [128, 4, 2] },
    { ...panel, responses: { ...panel.responses, values } },
  );
  expect(drugs.map(({ drug }) => drug)).not.toContain('drug-2');
  expect(splits.map(({ size }) => size)).toEqual([5, 2]);
  expect(warnings).toEqual([
    expect.stringMatching(/^drug-2 is left out: /),
    'groups of 128 are left out: 5 drugs are one group',
    'groups of 4 are left out: 5 drugs are one group',
  ]);
});

it('reports a share that grows over the groups of a unit', () => {
  const shares: number[] = [];
  const { units } = groupTasks.plan(settings, panel);
  const pairs = units.find(({ name }) => name.startsWith('groups-of-2/'));
  const report: UnitContext['report'] = ({ fraction }) => shares.push(fraction);
  groupTasks.run(pairs?.name ?? '', settings, panel, { ...context, report });
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(shares.at(-1)).toBeLessThanOrEqual(1);
  expect(shares.some((share) => share > 0.5)).toBe(true);
});

it('ends when it is cancelled', () => {
  const run = () =>
    groupTasks.run('groups-of-2/part-1/outer-1', settings, panel, { ...context, isCancelled: () => true });
  expect(run).toThrow(expect.objectContaining({ kind: 'cancelled' }) as TracewiseError);
});
