import type { ScreenProtocol } from '../../../model/settings.ts';
import type { ResidentFeatures } from '../../linalg/residentDesign.ts';
import type { PathProgress } from '../chooseSingleTask.ts';
import { ratiosOf } from '../chooseSingleTask.ts';
import { crossValidatedErrors, withSplit } from './heldOutErrors.ts';
import { candidatesOn, lambdasToLeast } from './lambdaChoice.ts';
import type { FixedChoice } from './resampledErrors.ts';
import { screenFolds } from './screenTasks.ts';
import type { ScreenTask } from './screenTasks.ts';
import { foldSplits } from './splits.ts';
import type { SampleOrders } from './splits.ts';

/**
 * What `paper` (the mixing) and `fast` (lambda as well) fix for a task, by cross-validation of its responses as measured.
 * @throws TracewiseError `cancelled`
 */
export function fixedChoice(
  features: ResidentFeatures,
  { values, observed }: ScreenTask,
  protocol: Exclude<ScreenProtocol, 'strict'>,
  orders: SampleOrders,
  progress: PathProgress,
): FixedChoice {
  const copies = ratiosOf('elastic-net').map((l1Ratio) => ({ values, l1Ratio }));
  const whole = { training: observed, test: new Int32Array(0) };
  const candidates = withSplit(features, whole, (prepared) => candidatesOn(prepared, copies));
  const folds = foldSplits(orders, observed, screenFolds, 'choice');
  const errors = crossValidatedErrors(features, folds, candidates, progress).map(({ squares }) => squares);
  const leasts = errors.map((squares) => Math.min(...squares));
  const best = leasts.indexOf(Math.min(...leasts));
  const { l1Ratio } = candidates[best];
  return protocol === 'paper'
    ? { l1Ratio }
    : { l1Ratio, lambdas: lambdasToLeast(candidates[best], errors[best]) };
}
