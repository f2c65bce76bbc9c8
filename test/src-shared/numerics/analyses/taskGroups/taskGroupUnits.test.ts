import { describe, expect, it } from 'vitest';
import type { EvaluationSettings } from '#shared/model/settings.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { splitTasks } from '#shared/numerics/analyses/taskGroups/splitTasks.ts';
import { taskGroupUnits } from '#shared/numerics/analyses/taskGroups/taskGroupUnits.ts';
import { smallEvaluation } from '../../../../support/datasets.ts';

const drugCount = 266;
const taskNames = Array.from({ length: drugCount }, (_, task) => `drug-${task}`);
const settings: EvaluationSettings = smallEvaluation({ outerFolds: 5, innerFolds: 5 });
const { splits } = splitTasks(taskNames, [128, 16, 2], 1);

/** Only its shape counts. */
function panelOf(rows: number, columns: number): Panel {
  return {
    features: { rows, columns, values: new Float64Array(0) },
    responses: { rows, columns: drugCount, values: new Float64Array(rows * drugCount) },
    sampleNames: [],
    taskNames,
  };
}

describe.each([
  ['few', 60, 500],
  ['many', 568, 2118],
])('the units of groups on %s samples', (_, rows, columns) => {
  const units = taskGroupUnits(settings, panelOf(rows, columns), splits);

  it('hold every group of every size once under every outer fold, and every elastic net once', () => {
    for (const split of splits) {
      const own = units.flatMap((unit) => (unit.kind === 'groups' && unit.split === split ? [unit] : []));
      for (let fold = 1; fold <= settings.outerFolds; fold++) {
        const groups = own.filter((unit) => unit.fold === fold).flatMap((unit) => unit.groups);
        const all = Array.from({ length: Math.max(...split.groups) }, (_unused, index) => index + 1);
        expect(groups.toSorted((a, b) => a - b)).toEqual(all);
      }
    }
    const tasks = units.flatMap((unit) => (unit.kind === 'elastic-net' ? [unit.task] : []));
    expect(tasks).toEqual([...taskNames.keys()]);
    expect(new Set(units.map(({ name }) => name)).size).toBe(units.length);
  });

  it('take a minute at most where they hold several groups', () => {
    for (const unit of units) {
      if (unit.kind === 'groups' && unit.groups.length > 1) expect(unit.cost).toBeLessThanOrEqual(60);
    }
  });
});

it('pairs cost more than their products, since inner folds lose samples and cannot share a reduction', () => {
  const panel = panelOf(568, 2118);
  const costOf = (size: number) =>
    taskGroupUnits(settings, panel, splits)
      .filter((unit) => unit.kind === 'groups' && unit.split.size === size)
      .reduce((sum, { cost }) => sum + cost, 0);
  expect(costOf(2)).toBeGreaterThan(2 * costOf(16));
});
