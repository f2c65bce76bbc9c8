import type { ScreenProtocol, ScreenSettings } from '../../../model/settings.ts';
import { ratiosOf } from '../chooseSingleTask.ts';
import type { Panel } from '../panel.ts';
import { singleTaskPathCost } from '../unitCosts.ts';
import { foldChoices } from './permutedStatistics.ts';
import { screenFolds } from './screenTasks.ts';
import type { ScreenTask } from './screenTasks.ts';

/** Share of the permuted resamples after the first that are run on average, as many drugs are settled early. */
const shareRun = 0.25;

/** As under `strict`: about half of the drugs have a signal and run all of them. */
const sequentialShareRun = (1 + shareRun) / 2;

/** The cost of one path relative to one of a whole grid, its share of the standardising of its design included. */
const relativeCost: Record<ScreenProtocol, number> = { strict: 0.5, paper: 1, fast: 1 };

/** How many lambda paths one task takes, as far as can be told beforehand. */
export function pathsPerTask(settings: ScreenSettings): number {
  const { protocol, repeats, permutations } = settings;
  if (protocol === 'strict') {
    return screenFolds * (foldChoices(repeats) + sequentialShareRun * permutations);
  }
  const choosing = screenFolds * ratiosOf('elastic-net').length;
  const perResample = protocol === 'paper' ? screenFolds + 1 : 1;
  return choosing + perResample * resamplesRun(settings);
}

function resamplesRun({ repeats, permutations, earlyDecision }: ScreenSettings): number {
  const first = Math.min(repeats, permutations);
  const rest = permutations - first;
  return repeats + first + rest * (earlyDecision ? shareRun : 1);
}

/** Rough seconds of one core that a task takes. */
export function screenCost(settings: ScreenSettings, { features }: Panel, { observed }: ScreenTask): number {
  const trained = Math.round(observed.length * (1 - settings.holdout));
  const path = singleTaskPathCost('elastic-net', { features: { rows: trained, columns: features.columns } });
  return pathsPerTask(settings) * relativeCost[settings.protocol] * path;
}
