/** Which end of a drug's weights is looked at. */
export type WeightDirection = 'positive' | 'negative' | 'absolute';

/** Which gene each feature is of. */
export interface GenesOfFeatures {
  /** Places of genes, below `geneCount`. */
  geneOfFeature: Int32Array;
  geneCount: number;
}

/** A gene with the feature that speaks for it: places in the genes and features, and the feature's score. */
export interface RankedGene {
  gene: number;
  feature: number;
  score: number;
}

/**
 * Genes, each once, by the feature that is strongest in the direction; strongest first, of equal ones that of the
 * earlier feature. Genes without a weight in that direction are left out.
 * @param scores of each feature
 * @param count genes at most
 */
export function rankGenes(
  scores: Float64Array,
  of: GenesOfFeatures,
  direction: WeightDirection,
  count = Infinity,
): RankedGene[] {
  const strengthOf = strengths[direction];
  const strongest = strongestFeatures(scores, of, strengthOf);
  const least = strengthToReach(strongest, count);
  const ranked: RankedGene[] = [];
  strongest.features.forEach((feature, gene) => {
    if (strongest.strengths[gene] > 0 && strongest.strengths[gene] >= least) {
      ranked.push({ gene, feature, score: scores[feature] });
    }
  });
  ranked.sort((a, b) => strengthOf(b.score) - strengthOf(a.score) || a.feature - b.feature);
  return ranked.slice(0, count);
}

/**
 * Every gene, once, with the score of its strongest feature of either sign; highest score first, 0 for genes without
 * any weight.
 */
export function scoreGenes(scores: Float64Array, of: GenesOfFeatures): { gene: number; score: number }[] {
  const ofGenes = new Float64Array(of.geneCount);
  rankGenes(scores, of, 'absolute').forEach(({ gene, score }) => (ofGenes[gene] = score));
  return Array.from(ofGenes, (score, gene) => ({ gene, score })).sort(
    (a, b) => b.score - a.score || a.gene - b.gene,
  );
}

interface StrongestFeatures {
  /** Per gene; -1 without any. */
  features: Int32Array;
  /** Per gene; 0 where no feature has a weight in the direction. */
  strengths: Float64Array;
}

function strongestFeatures(
  scores: Float64Array,
  { geneOfFeature, geneCount }: GenesOfFeatures,
  strengthOf: (score: number) => number,
): StrongestFeatures {
  const features = new Int32Array(geneCount).fill(-1);
  const ofGenes = new Float64Array(geneCount);
  for (let feature = 0; feature < scores.length; feature += 1) {
    const gene = geneOfFeature[feature];
    const strength = strengthOf(scores[feature]);
    if (strength <= ofGenes[gene]) continue;
    ofGenes[gene] = strength;
    features[gene] = feature;
  }
  return { features, strengths: ofGenes };
}

/** The strength of the gene that comes in at place `count`; 0 when there are not so many. */
function strengthToReach({ strengths: ofGenes }: StrongestFeatures, count: number): number {
  if (count >= ofGenes.length) return 0;
  const strongest = new Float64Array(count);
  for (let gene = 0; gene < ofGenes.length; gene += 1) {
    const strength = ofGenes[gene];
    if (strength <= strongest[0]) continue;
    const place = placeAmong(strongest, strength);
    strongest.copyWithin(0, 1, place + 1);
    strongest[place] = strength;
  }
  return strongest[0];
}

/** The last place of which the value is below `value`, in ascending values of which the first is. */
function placeAmong(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle;
    else high = middle;
  }
  return low;
}

const strengths: Record<WeightDirection, (score: number) => number> = {
  positive: (score) => score,
  negative: (score) => -score,
  absolute: Math.abs,
};
