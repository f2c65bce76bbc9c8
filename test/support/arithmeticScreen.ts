import type { Screening } from '../../src-shared/model/results.ts';
import type { ScreenSettings } from '../../src-shared/model/settings.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import type { Procedure } from '../../src-shared/numerics/analyses/procedure.ts';
import type { ScreenUnitResult } from '../../src-shared/numerics/analyses/screenNoise.ts';
import { screenedDrugs } from '../../src-shared/numerics/analyses/screenedDrugs.ts';
import { randomStream } from '../../src-shared/numerics/random/stream.ts';
import { behave } from './arithmeticProcedure.ts';

/**
 * A screen for tests of the machinery: a unit per metric and drug, errors from the seed and the unit's name alone. A drug
 * whose name begins with "noisy" has the same errors permuted, every other one ten times as large.
 */
export const arithmeticScreen: Procedure<ScreenSettings, ScreenUnitResult, Screening> = {
  plan: (settings, panel) => ({
    units: tasksOf(settings, panel).map(({ unit }, index) => ({ name: unit, cost: 1 + index })),
    warnings: ['one drug is left out'],
  }),
  run(unitName, settings, panel, context) {
    const found = tasksOf(settings, panel).find(({ unit }) => unit === unitName);
    if (found === undefined) throw new RangeError(`invalid unit: ${unitName}`);
    const { metric, drug, task } = found;
    behave(drug, context);
    const stream = randomStream(settings.seed, unitName);
    const errors = (count: number, scale: number): Float64Array =>
      Float64Array.from({ length: count }, () => scale * (1 + stream.next()));
    const rows = panel.sampleNames.length;
    const values = panel.responses.values.subarray(task * rows, (task + 1) * rows);
    return {
      tasks: [
        {
          metric,
          drug,
          sampleCount: values.filter((value) => !Number.isNaN(value)).length,
          interquartileRange: values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0),
          l1Ratio: 0.5,
          trueErrors: errors(settings.repeats, 1),
          permutedErrors: errors(settings.permutations, drug.startsWith('noisy') ? 1 : 10),
          repeatsRun: settings.repeats,
          isEarly: false,
          unconverged: 0,
        },
      ],
    };
  },
  assemble(settings, panel, results) {
    const tasks = tasksOf(settings, panel).flatMap(({ unit }) => results.get(unit)?.tasks ?? []);
    return {
      settings,
      drugs: screenedDrugs(settings, tasks),
      errors: tasks.map(({ trueErrors, permutedErrors }) => ({ trueErrors, permutedErrors })),
      warnings: ['one drug is left out'],
    };
  },
};

function tasksOf({ metrics }: ScreenSettings, { taskNames, taskMetrics }: Panel) {
  return taskNames.map((drug, task) => {
    const metric = taskMetrics?.[task] ?? metrics[0];
    return { metric, drug, task, unit: `${metric}/${drug}` };
  });
}
