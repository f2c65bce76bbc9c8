import type { Tree, TreeOptions } from '../../../model/clustering.ts';
import { TracewiseError } from '../../../model/errors.ts';
import type { UnitContext } from '../../../model/job.ts';
import { agglomerate } from '../../clustering/agglomerate.ts';
import type { OnStep } from '../../clustering/condensed.ts';
import { correlationDistances, euclideanDistances } from '../../clustering/distances.ts';
import { optimalOrder } from '../../clustering/optimalOrder.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { requireGoingOn } from '../cancellation.ts';

/** For more items than this the optimal order takes too long: its time grows with the cube of their number. */
const mostOptimallyOrdered = 1000;

/** Shares of the time that go by until the distances, the merges and the order are there. */
const distancesDone = 0.5;
const mergesDone = 0.9;

/**
 * The tree of items, each a column.
 * @throws TracewiseError `invalid-setting` for more items than can be ordered optimally; `cancelled`
 */
export function treeOf(items: Matrix, names: readonly string[], options: TreeOptions, onStep: OnStep): Tree {
  const { distance, linkage, leafOrder } = options;
  const isOptimal = leafOrder === 'optimal';
  if (isOptimal && names.length > mostOptimallyOrdered) throw tooManyToOrder(names.length);
  const measure = distance === 'euclidean' ? euclideanDistances : correlationDistances;
  const distances = measure(items, (fraction) => onStep(distancesDone * fraction));
  const kept = isOptimal ? distances.slice() : undefined;
  const { merges, heights, order } = agglomerate(distances, linkage, (fraction) =>
    onStep(distancesDone + (mergesDone - distancesDone) * fraction),
  );
  const shown =
    kept === undefined
      ? order
      : optimalOrder(merges, kept, (fraction) => onStep(mergesDone + (1 - mergesDone) * fraction));
  return {
    items: [...names],
    merges: Array.from(merges),
    heights: Array.from(heights),
    order: Array.from(shown),
  };
}

function tooManyToOrder(count: number): TracewiseError {
  return new TracewiseError('invalid-setting', 'there are too many items to order them optimally', {
    found: String(count),
    expected: `at most ${mostOptimallyOrdered}`,
    remedy: 'Order them as they merge, or choose fewer.',
  });
}

/** Says how far a piece of work has come that makes up a part of the whole, and stops it when it is not wanted. */
export function stepsWithin(context: UnitContext, from: number, to: number): OnStep {
  return (fraction) => {
    requireGoingOn(context);
    context.report({ fraction: from + (to - from) * fraction });
  };
}
