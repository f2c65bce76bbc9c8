/** Which end of a drug's weights is looked at. */
export type WeightDirection = 'positive' | 'negative' | 'absolute';

/** A gene with the feature that speaks for it: places in the genes and features, and the feature's score. */
export interface RankedGene {
  gene: number;
  feature: number;
  score: number;
}

/**
 * Every gene once, by the feature of it that is strongest in the direction; strongest first, of equal ones that of the
 * earlier feature. Genes without a weight in that direction are left out.
 * @param scores of each feature
 * @param geneOfFeature the place of each feature's gene
 */
export function rankGenes(
  scores: Float64Array,
  geneOfFeature: Int32Array,
  direction: WeightDirection,
): RankedGene[] {
  const strengthOf = strengths[direction];
  const best = new Map<number, RankedGene>();
  scores.forEach((score, feature) => {
    const gene = geneOfFeature[feature];
    const strength = strengthOf(score);
    const known = best.get(gene);
    if (strength > (known === undefined ? 0 : strengthOf(known.score)))
      best.set(gene, { gene, feature, score });
  });
  return [...best.values()].sort(
    (a, b) => strengthOf(b.score) - strengthOf(a.score) || a.feature - b.feature,
  );
}

/**
 * Every gene, once, with the score of its strongest feature of either sign; highest score first, 0 for genes without
 * any weight.
 */
export function scoreGenes(
  scores: Float64Array,
  geneOfFeature: Int32Array,
  geneCount: number,
): { gene: number; score: number }[] {
  const ofGenes = new Float64Array(geneCount);
  for (const { gene, score } of rankGenes(scores, geneOfFeature, 'absolute')) ofGenes[gene] = score;
  return Array.from(ofGenes, (score, gene) => ({ gene, score })).sort(
    (a, b) => b.score - a.score || a.gene - b.gene,
  );
}

const strengths: Record<WeightDirection, (score: number) => number> = {
  positive: (score) => score,
  negative: (score) => -score,
  absolute: Math.abs,
};
