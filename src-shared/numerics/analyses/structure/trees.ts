import type { Tree, TreeOptions } from '../../../model/clustering.ts';
import type { UnitContext } from '../../../model/job.ts';
import { agglomerate } from '../../clustering/agglomerate.ts';
import type { OnStep } from '../../clustering/condensed.ts';
import { correlationDistances, euclideanDistances } from '../../clustering/distances.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { requireGoingOn } from '../cancellation.ts';

/**
 * The tree of items, each a column.
 * @throws TracewiseError `cancelled`
 */
export function treeOf(items: Matrix, names: readonly string[], options: TreeOptions, onStep: OnStep): Tree {
  const measure = options.distance === 'euclidean' ? euclideanDistances : correlationDistances;
  const distances = measure(items, (fraction) => onStep(fraction / 2));
  const { merges, heights, order } = agglomerate(distances, options.linkage, (fraction) =>
    onStep((1 + fraction) / 2),
  );
  return {
    items: [...names],
    merges: Array.from(merges),
    heights: Array.from(heights),
    order: Array.from(order),
  };
}

/** Says how far a piece of work has come that makes up a part of the whole, and stops it when it is not wanted. */
export function stepsWithin(context: UnitContext, from: number, to: number): OnStep {
  return (fraction) => {
    requireGoingOn(context);
    context.report({ fraction: from + (to - from) * fraction });
  };
}
