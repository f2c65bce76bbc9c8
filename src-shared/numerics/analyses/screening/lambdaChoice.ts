import { lambdaMaxAt } from '../../paths/singleTaskPath.ts';
import { singleTaskGrid } from '../chooseSingleTask.ts';
import { largestCorrelations } from './heldOutErrors.ts';
import type { PreparedSplit, ResponseCopy } from './heldOutErrors.ts';

/** A copy with lambdas to choose among. */
export type Candidate = ResponseCopy & { lambdas: Float64Array };

/** Copies with the grids of methods 3 over the training samples of a split. */
export function candidatesOn(prepared: PreparedSplit, copies: readonly ResponseCopy[]): Candidate[] {
  const largest = largestCorrelations(prepared, copies);
  return copies.map((copy, place) => ({
    ...copy,
    lambdas: singleTaskGrid(lambdaMaxAt(copy.l1Ratio, largest[place])),
  }));
}

/** The path down to the lambda of least error; that lambda alone for an l1Ratio of 0, where nothing warm-starts. */
export function lambdasToLeast({ l1Ratio, lambdas }: Candidate, errors: Float64Array): Float64Array {
  const chosen = errors.indexOf(Math.min(...errors));
  return lambdas.subarray(l1Ratio === 0 ? chosen : 0, chosen + 1);
}
