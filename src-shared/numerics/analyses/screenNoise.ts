import { TracewiseError } from '../../model/errors.ts';
import type { UnitContext } from '../../model/job.ts';
import type { ScreenedDrug, Screening } from '../../model/results.ts';
import { defaultL1Ratio } from '../../model/settings.ts';
import type { ScreenSettings } from '../../model/settings.ts';
import { releaseResidentFeatures, residentFeatures } from '../linalg/residentDesign.ts';
import type { ResidentFeatures } from '../linalg/residentDesign.ts';
import { interquartileRange } from '../statistics/quantile.ts';
import type { PathProgress } from './chooseSingleTask.ts';
import type { Panel } from './panel.ts';
import type { Procedure } from './procedure.ts';
import { screenedDrugs } from './screenedDrugs.ts';
import type { TaskScreen } from './screenedDrugs.ts';
import { fixedChoice } from './screening/fixedChoice.ts';
import { foldChoices, permutedStatistics } from './screening/permutedStatistics.ts';
import { resampledErrors } from './screening/resampledErrors.ts';
import type { TaskErrors } from './screening/resampledErrors.ts';
import { pathsPerTask, screenCost } from './screening/screenCosts.ts';
import { screenBlocks, screenFolds, screenTasks } from './screening/screenTasks.ts';
import type { ScreenBlock, ScreenTask } from './screening/screenTasks.ts';

/** What a unit gives: its tasks, in their order in the panel. */
export interface ScreenUnitResult {
  tasks: TaskScreen[];
}

/** Seconds of one core that a unit is to take at most, so that little is lost when it is cut off. */
const secondsPerUnit = 60;
const mostTasksPerUnit = 16;

/** The label-noise screen of the metrics of one data set (methods 8). A unit is some tasks observed on the same samples. */
export const screenNoise: Procedure<ScreenSettings, ScreenUnitResult, Screening> = {
  plan(settings, panel) {
    const { blocks, warnings } = designScreen(settings, panel);
    const units = blocks.map(({ name, tasks }) => ({
      name,
      cost: tasks.reduce((sum, task) => sum + screenCost(settings, panel, task), 0),
    }));
    return { units, warnings };
  },
  run(unitName, settings, panel, context) {
    const block = designScreen(settings, panel).blocks.find(({ name }) => name === unitName);
    if (block === undefined) throw new TracewiseError('internal', `a screen has no unit named ${unitName}`);
    const features = residentFeatures(panel.features);
    try {
      return { tasks: screenBlock(features, block, settings, context) };
    } finally {
      releaseResidentFeatures(features);
    }
  },
  assemble(settings, panel, results) {
    const { tasks, warnings } = designScreen(settings, panel);
    const screens = inOrder(tasks, results);
    const drugs = screenedDrugs(settings, screens);
    return {
      settings,
      drugs,
      errors: screens.map(({ trueErrors, permutedErrors }) => ({ trueErrors, permutedErrors })),
      warnings: [...warnings, ...screens.flatMap(unconvergedWarning), ...limitWarnings(settings, drugs)],
    };
  },
};

interface ScreenDesign {
  tasks: ScreenTask[];
  blocks: ScreenBlock[];
  warnings: string[];
}

function designScreen(settings: ScreenSettings, panel: Panel): ScreenDesign {
  const { tasks, warnings } = screenTasks(panel, settings.metrics);
  const dearest = Math.max(...tasks.map((task) => screenCost(settings, panel, task)));
  const tasksPerUnit = Math.max(1, Math.min(mostTasksPerUnit, Math.floor(secondsPerUnit / dearest)));
  return { tasks, blocks: screenBlocks(tasks, tasksPerUnit), warnings };
}

function screenBlock(
  features: ResidentFeatures,
  { tasks }: ScreenBlock,
  settings: ScreenSettings,
  context: UnitContext,
): TaskScreen[] {
  const progress = countingProgress(tasks.length * pathsPerTask(settings), context);
  const { protocol, seed, repeats } = settings;
  if (protocol === 'strict') {
    const errors = permutedStatistics(features, tasks, settings, progress);
    const repeatsRun = screenFolds * foldChoices(repeats);
    return tasks.map((task, place) =>
      taskScreen(task, errors[place], { l1Ratio: defaultL1Ratio, repeatsRun }, settings),
    );
  }
  const orders = { sampleCount: features.features.rows, seed };
  const choices = tasks.map((task) => fixedChoice(features, task, protocol, orders, progress));
  const errors = resampledErrors(features, tasks, choices, settings, progress);
  return tasks.map((task, place) =>
    taskScreen(task, errors[place], { l1Ratio: choices[place].l1Ratio, repeatsRun: repeats }, settings),
  );
}

function taskScreen(
  { metric, drug, values, observed }: ScreenTask,
  { trueErrors, permutedErrors, unconverged }: TaskErrors,
  facts: { l1Ratio: number; repeatsRun: number },
  { permutations }: ScreenSettings,
): TaskScreen {
  return {
    metric,
    drug,
    sampleCount: observed.length,
    interquartileRange: interquartileRange(Float64Array.from(observed, (sample) => values[sample])),
    ...facts,
    trueErrors: Float64Array.from(trueErrors),
    permutedErrors: Float64Array.from(permutedErrors),
    isEarly: permutedErrors.length < permutations,
    unconverged,
  };
}

/** Paths that were not needed count as done at the end. */
function countingProgress(paths: number, { isCancelled, report }: UnitContext): PathProgress {
  let done = 0;
  return {
    isCancelled,
    advance: () => {
      done += 1;
      report({ fraction: Math.min(1, done / paths) });
    },
  };
}

function inOrder(tasks: readonly ScreenTask[], results: ReadonlyMap<string, ScreenUnitResult>): TaskScreen[] {
  const keyOf = ({ metric, drug }: { metric: string; drug: string }) => JSON.stringify([metric, drug]);
  const screens = new Map(
    [...results.values()].flatMap((unit) => unit.tasks).map((task) => [keyOf(task), task]),
  );
  return tasks.map((task) => {
    const screen = screens.get(keyOf(task));
    if (screen === undefined) throw new TracewiseError('internal', `the result of ${task.drug} is missing`);
    return screen;
  });
}

function unconvergedWarning({ drug, metric, unconverged }: TaskScreen): string[] {
  if (unconverged === 0) return [];
  return [`${drug} (${metric}): ${unconverged} fits stopped before the tolerance of their duality gap`];
}

/** Says so where more permutations could still bring a drug's q below the threshold (methods 8). */
function limitWarnings(
  { protocol, permutations, threshold }: ScreenSettings,
  drugs: readonly ScreenedDrug[],
): string[] {
  if (protocol !== 'strict') return [];
  const leastP = 1 / (1 + permutations);
  const bound = drugs.filter(
    ({ permutationP, isNoisy }) => isNoisy && permutationP !== null && permutationP <= leastP,
  );
  return [...new Set(bound.map(({ metric }) => metric))].map((metric) => {
    const names = bound.filter((drug) => drug.metric === metric).map(({ drug }) => drug);
    return (
      `${metric}: with ${permutations} permutations P cannot fall below ${leastP.toPrecision(2)}, and so q of ` +
      `${names.join(', ')} not below ${threshold}: run more permutations to tell`
    );
  });
}
