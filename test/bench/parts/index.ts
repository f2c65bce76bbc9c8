import { cluster } from './cluster.ts';
import { solveElasticNets } from './elasticNet.ts';
import { enrichPart } from './enrich.ts';
import { evaluateCellLines } from './evaluateCcle.ts';
import { gemm } from './gemm.ts';
import { heatmapFrames } from './heatmapFrames.ts';
import { importMatrix, makeMatrix } from './importMatrix.ts';
import { judgeElasticNet } from './judgeElasticNet.ts';
import { makeKbmtl, trainKbmtl } from './kbmtl.ts';
import { convertTables, makePanel } from './makePanel.ts';
import type { Part } from './part.ts';
import { screenUnits } from './screen.ts';
import { traceNormNested } from './traceNormNested.ts';
import { traceNormPath } from './traceNormPath.ts';

/** What can run in a process of its own, by name. */
export const parts: ReadonlyMap<string, Part> = new Map([
  ['make-panel', makePanel],
  ['convert-tables', convertTables],
  ['make-matrix', makeMatrix],
  ['gemm', gemm],
  ['trace-norm-path', traceNormPath],
  ['trace-norm-nested', traceNormNested],
  ['elastic-net', solveElasticNets],
  ['judge-elastic-net', judgeElasticNet],
  ['import', importMatrix],
  ['evaluate', evaluateCellLines],
  ['screen', screenUnits],
  ['heatmap-frames', heatmapFrames],
  ['cluster', cluster],
  ['enrich', enrichPart],
  ['make-kbmtl', makeKbmtl],
  ['train-kbmtl', trainKbmtl],
]);
