import type { ScreenedDrug } from '#shared/model/results.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';
import { medianRanges } from '../state/screenFacts.ts';
import type { MetricOutcome } from '../state/screenFacts.ts';
import { formatCount, formatNumber } from '../ui/numbers.ts';
import { formatQuantity } from '../ui/quantities.ts';
import { describeThreshold } from './settingsWords.ts';

/** `22 of 24 drugs pass`. */
export function describeOutcome({ screenedCount, noisyDrugs }: MetricOutcome): string {
  const passing = screenedCount - noisyDrugs.length;
  const verb = passing === 1 ? 'passes' : 'pass';
  return `${formatCount(passing)} of ${formatQuantity(screenedCount, 'drug')} ${verb}`;
}

/** What the curves of a screen show: `22 of 24 drugs pass at q < 0.05`, of the metric that most pass under. */
export function curvesFinding(settings: ScreenSettings, outcomes: readonly MetricOutcome[]): string {
  const threshold = describeThreshold(settings);
  const known = outcomes.filter(({ screenedCount }) => screenedCount > 0);
  if (known.length === 0) return `How many drugs pass at ${threshold}`;
  const [most, second] = known.toSorted((a, b) => passingShare(b) - passingShare(a));
  const outcome = `${describeOutcome(most)} at ${threshold}`;
  if (outcomes.length === 1) return outcome;
  const isAlone = known.length > 1 && passingShare(most) > passingShare(second);
  return `${outcome} under ${most.metric}${isAlone ? ', the most of all metrics' : ''}`;
}

/** What the responses' ranges have to do with passing, in a sentence. */
export function rangeFinding(metric: string, drugs: readonly ScreenedDrug[]): string {
  const { passing, noisy } = medianRanges(drugs);
  if (noisy === undefined) return `Every drug passes under ${metric}, whatever the spread of its responses`;
  if (passing === undefined) return `No drug passes under ${metric}, whatever the spread of its responses`;
  const wider = passing >= noisy ? 'Drugs that pass' : 'Noisy drugs';
  const [larger, smaller] = passing >= noisy ? [passing, noisy] : [noisy, passing];
  return `${wider} spread more widely under ${metric}: median range ${formatNumber(larger)} against ${formatNumber(smaller)}`;
}

function passingShare({ screenedCount, noisyDrugs }: MetricOutcome): number {
  return 1 - noisyDrugs.length / screenedCount;
}
