import type { BlockComparison } from '#shared/model/runComparison.ts';
import type { PairedOutcome } from '#shared/model/scores.ts';
import type { EvaluatedModel } from '#shared/model/settings.ts';
import type { DrugClass } from '../../state/drugClasses.ts';
import { modelWords } from '../../ui/modelWords.ts';
import { formatFixed, formatPercent, writePValue } from '../../ui/numbers.ts';
import { formatQuantity } from '../../ui/quantities.ts';

/** Below it, ranks are taken to differ. */
const level = 0.05;

/** What a scatter of two models shows: the one along x is the first. */
export function pairFinding(
  drugs: readonly { x: number; y: number }[],
  nameA: string,
  nameB: string,
): string {
  const wins = drugs.filter(({ x, y }) => x < y).length;
  if (2 * wins >= drugs.length)
    return `${nameA} predicts ${wins} of ${drugs.length} drugs better than ${lowered(nameB)}`;
  return `${nameB} predicts ${drugs.length - wins} of ${drugs.length} drugs at least as well as ${lowered(nameA)}`;
}

export function reductionFinding(percent: number | null, nameA: string, nameB: string): string {
  if (percent === null) return `MSE of ${lowered(nameA)} against ${lowered(nameB)}`;
  const direction = percent >= 0 ? 'lower' : 'higher';
  return `The MSE of ${lowered(nameA)} is ${Math.abs(percent).toFixed(0)} % ${direction} on average`;
}

interface Ranked {
  name: string;
  meanRank: number;
}

/** What a critical-difference diagram shows. */
export function rankFinding(
  models: readonly Ranked[],
  criticalDifference: number,
  pValue: number | null,
): string {
  const [best, ...others] = models.toSorted((a, b) => a.meanRank - b.meanRank);
  const p = pValue === null ? 'Friedman’s test says nothing' : `Friedman P = ${writePValue(pValue)}`;
  if (pValue === null || pValue >= level)
    return `The ranks of ${formatQuantity(models.length, 'model')} do not differ (${p})`;
  const near = others.filter(({ meanRank }) => meanRank - best.meanRank < criticalDifference);
  const rest =
    near.length === 0
      ? 'and differs from all others'
      : near.length === others.length
        ? 'though no other differs from it'
        : `level with ${listed(near.map(({ name }) => lowered(name)))}`;
  return `${best.name} ranks best of ${formatQuantity(models.length, 'model')}, ${rest} (${p})`;
}

/** Which classes of drugs gain most. */
export function classFinding(classes: readonly DrugClass[], nameA: string, nameB: string): string {
  const best = classes.at(0);
  const worst = classes.at(-1);
  if (best === undefined || worst === undefined) return 'No class has so many drugs';
  const against = `${lowered(nameA)} against ${lowered(nameB)}`;
  const shown = (one: DrugClass) => `${one.label} ${formatPercent(one.meanReductionPercent)}`;
  if (classes.length === 1) return `Mean reduction in MSE, ${against}: ${shown(best)}`;
  return `Mean reduction in MSE, ${against}: most for ${shown(best)}, least for ${shown(worst)}`;
}

export interface FoldErrors {
  name: string;
  folds: readonly (number | null)[];
}

/** How steadily the best model is best. */
export function foldFinding(models: readonly FoldErrors[]): string {
  const foldCount = Math.max(0, ...models.map(({ folds }) => folds.length));
  const winners = Array.from({ length: foldCount }, (_, fold) => lowestIn(models, fold)).filter(
    (name) => name !== undefined,
  );
  const counts = models
    .map(({ name }) => ({ name, count: winners.filter((winner) => winner === name).length }))
    .toSorted((a, b) => b.count - a.count);
  const best = counts.at(0);
  if (best === undefined || winners.length === 0) return 'Normalised MSE by outer fold';
  return `${best.name} has the lowest normalised MSE in ${best.count} of ${formatQuantity(winners.length, 'fold')}`;
}

function lowestIn(models: readonly FoldErrors[], fold: number): string | undefined {
  return models
    .flatMap(({ name, folds }) => {
      const value = folds.at(fold) ?? null;
      return value === null ? [] : [{ name, value }];
    })
    .toSorted((a, b) => a.value - b.value)
    .at(0)?.name;
}

/** How a stack mixes, from each drug's mean weight of the trace norm. */
export function stackFinding(weights: readonly number[]): string {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const leaning = mean >= 0.5 ? 'trace norm' : 'elastic net';
  const [low, high] = [Math.min(...weights), Math.max(...weights)].map((weight) => formatFixed(weight, 2));
  return `The stack leans on the ${leaning}: the trace norm’s weight is ${formatFixed(mean, 2)} on average, ${low} to ${high} over drugs`;
}

/** What came of a model of one run against a model of another. */
export function runFinding({ wins, losses, ties }: PairedOutcome, nameA: string, nameB: string): string {
  const count = wins + losses + ties;
  if (ties === count)
    return `${nameA} and ${nameB} have the same normalised MSE on ${formatQuantity(count, 'drug')}`;
  if (wins >= losses)
    return `${nameA} has the lower normalised MSE on ${wins} of ${formatQuantity(count, 'drug')}`;
  return `${nameB} has the lower normalised MSE on ${losses} of ${formatQuantity(count, 'drug')}`;
}

/** Blocks as a name: `expression + mutation`. */
export function blockSetName(blocks: readonly string[]): string {
  return blocks.join(' + ');
}

/** On which blocks the lowest error was reached. */
export function blockFinding({ sets, models }: BlockComparison): string {
  const best = models
    .flatMap(({ model, meanNmse }) =>
      meanNmse.flatMap((nmse, set) => (nmse === null ? [] : [{ model, nmse, set }])),
    )
    .toSorted((a, b) => a.nmse - b.nmse)
    .at(0);
  if (best === undefined) return 'No run here has a model that uses features';
  const name: EvaluatedModel = best.model;
  return `Lowest normalised MSE: ${formatFixed(best.nmse, 3)}, ${lowered(modelWords[name].name)} on ${blockSetName(sets[best.set].blocks)}`;
}

function lowered(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
