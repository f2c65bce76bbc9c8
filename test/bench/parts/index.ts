import { elasticNetPaths } from './elasticNet.ts';
import { judgeElasticNet } from './judgeElasticNet.ts';
import { convertTables, makePanel } from './makePanel.ts';
import type { Part } from './part.ts';
import { traceNormPath } from './traceNormPath.ts';

/** What can run in a process of its own, by name. */
export const parts: ReadonlyMap<string, Part> = new Map([
  ['make-panel', makePanel],
  ['convert-tables', convertTables],
  ['trace-norm-path', traceNormPath],
  ['elastic-net', elasticNetPaths],
  ['judge-elastic-net', judgeElasticNet],
]);
