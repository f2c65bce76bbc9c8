import { kernels } from './instance.ts';
import { residentAddress } from './memory.ts';

/** Inner product of two long vectors of one length in the kernels' memory. */
export function residentDot(left: Float64Array, right: Float64Array): number {
  return kernels.dot(residentAddress(left), residentAddress(right), left.length);
}
