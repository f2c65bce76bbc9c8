import type { ScreenProtocol } from '../../../model/settings.ts';
import type { ResidentFeatures } from '../../linalg/residentDesign.ts';
import { chooseSingleTask, ratiosOf } from '../chooseSingleTask.ts';
import type { PathProgress } from '../chooseSingleTask.ts';
import { singleTaskTraining } from '../singleTaskTraining.ts';
import type { FixedChoice } from './resampledErrors.ts';
import { screenFolds } from './screenTasks.ts';
import type { ScreenTask } from './screenTasks.ts';
import { foldSplits } from './splits.ts';
import type { SampleOrders } from './splits.ts';

const scales = { features: 'unit', responses: 'raw' } as const;

/**
 * What `paper` (the mixing) and `fast` (lambda as well) fix for a task, by cross-validation of its responses as measured.
 * @throws TracewiseError `cancelled`
 */
export function fixedChoice(
  { features }: ResidentFeatures,
  task: ScreenTask,
  protocol: Exclude<ScreenProtocol, 'strict'>,
  orders: SampleOrders,
  progress: PathProgress,
): FixedChoice {
  const folds = new Uint8Array(orders.sampleCount);
  foldSplits(orders, task.observed, screenFolds, 'choice').forEach(({ test }, fold) => {
    for (const sample of test) folds[sample] = fold + 1;
  });
  const { l1Ratio, lambdas } = chooseSingleTask(
    {
      features,
      responses: task.values,
      folds,
      ratios: ratiosOf('elastic-net'),
      scales,
      whole: singleTaskTraining(features, task.values, scales),
    },
    progress,
  );
  return protocol === 'fast' ? { l1Ratio, lambdas } : { l1Ratio };
}
