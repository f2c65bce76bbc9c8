import { clusterBench } from './cluster.ts';
import type { Bench } from './context.ts';
import { elasticNetBatchBench, elasticNetOneBench } from './elasticNet.ts';
import { enrichBench } from './enrich.ts';
import { evaluateCcleBench } from './evaluateCcle.ts';
import { gemmBench } from './gemm.ts';
import { heatmapBench } from './heatmap.ts';
import { importBench } from './importMatrix.ts';
import { kbmtlBench } from './kbmtl.ts';
import { scalingBench } from './scaling.ts';
import { screenBench } from './screen.ts';
import { traceNormNestedBench } from './traceNormNested.ts';
import { traceNormPathBench } from './traceNormPath.ts';

/** All benches, in the order in which `all` runs them. */
export const benches: readonly Bench[] = [
  gemmBench,
  traceNormPathBench,
  traceNormNestedBench,
  elasticNetOneBench,
  elasticNetBatchBench,
  importBench,
  evaluateCcleBench,
  screenBench,
  heatmapBench,
  clusterBench,
  enrichBench,
  kbmtlBench,
  scalingBench,
];
