/** A row of a heatmap whose weights differ between two classes of drugs. */
export interface ContrastedRow {
  /** Its place among the features. */
  feature: number;
  meanA: number;
  meanB: number;
  /** Mean of A less mean of B. */
  difference: number;
}

export const contrastedEitherWay = 50;

/**
 * The features whose mean weight differs most between two classes of drugs: those larger in A first, by difference, then those
 * larger in B, each at most `count`.
 * @param weights features x drugs, column-major
 */
export function contrastClasses(
  weights: Float32Array,
  featureCount: number,
  classA: readonly number[],
  classB: readonly number[],
  count = contrastedEitherWay,
): ContrastedRow[] {
  if (classA.length === 0 || classB.length === 0) return [];
  const meansA = meansOver(weights, featureCount, classA);
  const meansB = meansOver(weights, featureCount, classB);
  const rows = Array.from(meansA, (meanA, feature) => ({
    feature,
    meanA,
    meanB: meansB[feature],
    difference: meanA - meansB[feature],
  })).sort((a, b) => b.difference - a.difference);
  const larger = rows.slice(0, count).filter(({ difference }) => difference > 0);
  const smaller = rows.slice(-count).filter(({ difference }) => difference < 0);
  return [...larger, ...smaller.reverse()];
}

function meansOver(weights: Float32Array, featureCount: number, columns: readonly number[]): Float64Array {
  const means = new Float64Array(featureCount);
  for (const column of columns) {
    const start = column * featureCount;
    for (let feature = 0; feature < featureCount; feature += 1) means[feature] += weights[start + feature];
  }
  return means.map((sum) => sum / columns.length);
}
