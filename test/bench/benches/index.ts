import type { Bench } from './context.ts';
import { elasticNetBatchBench, elasticNetOneBench } from './elasticNet.ts';
import { traceNormPathBench } from './traceNormPath.ts';

/** All benches, in the order in which `all` runs them. */
export const benches: readonly Bench[] = [traceNormPathBench, elasticNetOneBench, elasticNetBatchBench];
