/**
 * The least false discovery rate at which each of some P values is still called (Benjamini & Hochberg, J. R. Stat. Soc. B
 * 57:289, 1995), as R's p.adjust(method = "BH").
 */
export function falseDiscoveryRates(pValues: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(pValues);
  // A P of 1 has a rate of 1, and takes no rank from those below it.
  const ascending = all.filter((pValue) => pValue < 1).sort();
  const rates = new Map<number, number>();
  let least = 1;
  for (let rank = ascending.length; rank > 0; rank -= 1) {
    const pValue = ascending[rank - 1];
    least = Math.min(least, (pValue * all.length) / rank);
    rates.set(pValue, least);
  }
  return all.map((pValue) => (pValue < 1 ? (rates.get(pValue) ?? NaN) : pValue));
}
