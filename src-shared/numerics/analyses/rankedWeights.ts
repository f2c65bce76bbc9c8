import type { Feature } from '../../model/dataset.ts';
import type { WeightDirection } from '../../model/enrichment.ts';
import type { FittedModel } from '../../model/results.ts';
import { rankGenes, scoreGenes } from '../enrichment/topGenes.ts';

/** The genes of a model, each once, and which of them each feature is of. */
export interface ModelledGenes {
  genes: string[];
  geneOfFeature: Int32Array;
  geneCount: number;
}

/** A gene of a drug by the feature of it that weighs most. */
export interface RankedWeight {
  gene: string;
  block: string;
  /** On the original scale. */
  weight: number;
  /** Weight x standard deviation of the feature. */
  standardisedWeight: number;
  /** What genes are ranked by (methods 2): the standardised weight under `unit`, the weight under `none`. */
  score: number;
}

/** Genes in the order of their first feature. */
export function modelledGenes(features: readonly Feature[]): ModelledGenes {
  const places = new Map<string, number>();
  const geneOfFeature = Int32Array.from(features, ({ gene }) => {
    const place = places.get(gene) ?? places.size;
    places.set(gene, place);
    return place;
  });
  return { genes: [...places.keys()], geneOfFeature, geneCount: places.size };
}

/** Weights with what they are multiplied by when genes are ranked. */
export interface RankingWeights {
  /** features x drugs, on the original scale. */
  weights: Float64Array;
  /** Per feature: its deviation under `unit`, 1 under `none` (methods 2). */
  factors: Float64Array;
}

export function rankingWeights({ weights, featureDeviations, settings }: FittedModel): RankingWeights {
  const factors =
    settings.scale === 'unit' ? featureDeviations : new Float64Array(featureDeviations.length).fill(1);
  return { weights, factors };
}

/** What the features of a drug are ranked by. @param drug its place in the model */
function featureScores({ weights, factors }: RankingWeights, drug: number): Float64Array {
  const start = drug * factors.length;
  return factors.map((factor, feature) => factor * weights[start + feature]);
}

/**
 * The genes of a drug with a weight in a direction, strongest first, whatever their blocks each once.
 * @param drug its place in the model
 * @param count genes at most
 */
export function rankedWeights(
  model: FittedModel,
  features: readonly Feature[],
  { drug, direction, count }: { drug: number; direction: WeightDirection; count?: number },
  modelled = modelledGenes(features),
): RankedWeight[] {
  const start = drug * features.length;
  return rankGenes(featureScores(rankingWeights(model), drug), modelled, direction, count).map(
    ({ feature, score }) => {
      const weight = model.weights[start + feature];
      const standardisedWeight = weight * model.featureDeviations[feature];
      return { ...features[feature], weight, standardisedWeight, score };
    },
  );
}

/** The places among the modelled genes of a drug's strongest ones. @param drug its place in the model */
export function topGenes(
  ranking: RankingWeights,
  modelled: Omit<ModelledGenes, 'genes'>,
  { drug, direction, count }: { drug: number; direction: WeightDirection; count: number },
): number[] {
  return rankGenes(featureScores(ranking, drug), modelled, direction, count).map(({ gene }) => gene);
}

/**
 * Every modelled gene of a drug with what it is ranked by, highest first; 0 for genes without a weight.
 * @param drug its place in the model
 */
export function scoredGenes(
  ranking: RankingWeights,
  modelled: ModelledGenes,
  drug: number,
): { gene: string; score: number }[] {
  return scoreGenes(featureScores(ranking, drug), modelled).map(({ gene, score }) => ({
    gene: modelled.genes[gene],
    score,
  }));
}
