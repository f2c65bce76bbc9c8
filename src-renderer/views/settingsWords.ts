import type {
  EvaluationSettings,
  FitSettings,
  LambdaChoice,
  ScreenSettings,
} from '#shared/model/settings.ts';
import { measureOf } from '../state/screenFacts.ts';
import { modelWords, schemeWords } from '../ui/modelWords.ts';
import { formatChosen, formatCount, formatNumber } from '../ui/numbers.ts';

/** The settings of an evaluation, or of what shares its design, in a line. */
export function describeEvaluation(settings: Omit<EvaluationSettings, 'models'>): string {
  const { metric, scheme, protocol, blocks, groups, folds, outerFolds, innerFolds, seed } = settings;
  return [
    metric,
    ...(blocks === undefined ? [] : [`on ${blocks.join(' + ')} alone`]),
    schemeWords[scheme].name.toLowerCase(),
    `${protocol} protocol`,
    `${outerFolds} × ${innerFolds} folds${folds === undefined ? '' : ' of a table'}`,
    ...(groups === undefined ? [] : [`kept together: ${groups.by}`]),
    `seed ${seed}`,
  ].join(' · ');
}

/** The settings of a fit in a line. */
export function describeFit(settings: FitSettings): string {
  return [
    modelWords[settings.model].name,
    settings.metric,
    describeLambda(settings.lambda),
    `features ${settings.scale === 'unit' ? 'scaled' : 'as measured'}`,
    `seed ${settings.seed}`,
  ].join(' · ');
}

/** The settings of a screen in a line. */
export function describeScreen(settings: ScreenSettings): string {
  const { metrics, protocol, repeats, permutations, seed } = settings;
  return [
    metrics.join(', '),
    `${protocol} protocol`,
    `${formatCount(repeats)} × ${formatCount(permutations)} resamples`,
    describeThreshold(settings),
    `seed ${seed}`,
  ].join(' · ');
}

/** Which drugs pass: `q < 0.05`. */
export function describeThreshold({ protocol, threshold }: ScreenSettings): string {
  return `${measureOf(protocol)} < ${formatChosen(threshold)}`;
}

function describeLambda(choice: LambdaChoice): string {
  switch (choice.kind) {
    case 'value':
      return `λ = ${formatNumber(choice.lambda)}`;
    case 'fraction':
      return `λ = ${formatNumber(choice.fraction)} λmax`;
    case 'cross-validation':
      return `λ by ${choice.folds}-fold cross-validation`;
  }
}
