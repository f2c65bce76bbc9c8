import type { Enrichment } from '../../../model/enrichment.ts';
import type { Agreement, Clustering, Tree } from '../../../model/clustering.ts';
import type { UnitContext } from '../../../model/job.ts';
import { column } from '../../linalg/matrix.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { moments } from '../../statistics/moments.ts';
import { requireGoingOn } from '../cancellation.ts';
import { enrichModel } from '../enrichModel.ts';
import type { EnrichQuestion } from '../enrichModel.ts';
import { geneStability } from '../stability.ts';
import type { GeneStability, StabilityQuestion } from '../stability.ts';
import { clusterModel } from './clusterModel.ts';
import type { ClusterQuestion } from './clusterModel.ts';
import type { Factors } from './latentFactors.ts';
import { drugTreeOf, factorsOf, heatmapOf } from './modelFigures.ts';
import type { DrugTreeQuestion, HeatmapAnswer, HeatmapQuestion, ModelShown } from './modelFigures.ts';

/** What can be asked of stored numbers: the question brings them along, so that no panel is needed. */
export type StructureQuestion =
  | { kind: 'cluster'; question: ClusterQuestion }
  | { kind: 'tree'; question: DrugTreeQuestion }
  | { kind: 'heatmap'; question: HeatmapQuestion }
  | { kind: 'factors'; question: ModelShown }
  | { kind: 'variances'; features: Matrix }
  | { kind: 'enrich'; question: EnrichQuestion }
  | { kind: 'stability'; question: StabilityQuestion };

export type StructureAnswer =
  | { kind: 'cluster'; clustering: Clustering }
  | { kind: 'tree'; tree: Tree; agreements: Agreement[] }
  | { kind: 'heatmap'; heatmap: HeatmapAnswer }
  | { kind: 'factors'; factors: Factors }
  | { kind: 'variances'; variances: Float64Array }
  | { kind: 'enrich'; enrichment: Enrichment }
  | { kind: 'stability'; drugs: GeneStability[] };

/** @throws TracewiseError `invalid-setting` when the question cannot be answered; `cancelled` */
export function answerStructure(asked: StructureQuestion, context: UnitContext): StructureAnswer {
  switch (asked.kind) {
    case 'cluster':
      return { kind: 'cluster', clustering: clusterModel(asked.question, context) };
    case 'tree':
      return { kind: 'tree', ...drugTreeOf(asked.question, context) };
    case 'heatmap':
      return { kind: 'heatmap', heatmap: heatmapOf(asked.question, context) };
    case 'factors':
      return { kind: 'factors', factors: factorsOf(asked.question, context) };
    case 'variances':
      return { kind: 'variances', variances: variancesOf(asked.features, context) };
    case 'enrich':
      return { kind: 'enrich', enrichment: enrichModel(asked.question, context) };
    case 'stability':
      return { kind: 'stability', drugs: geneStability(asked.question, context) };
  }
}

/** Of each column over the values that are not NaN, divisor n. */
function variancesOf(features: Matrix, context: UnitContext): Float64Array {
  return Float64Array.from({ length: features.columns }, (_, feature) => {
    if (feature % 256 === 0) requireGoingOn(context);
    return moments(column(features, feature)).deviation ** 2;
  });
}
