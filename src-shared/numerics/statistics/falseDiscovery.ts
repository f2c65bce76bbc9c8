/**
 * The least false discovery rate at which each of some P values is still called (Benjamini & Hochberg, J. R. Stat. Soc. B
 * 57:289, 1995), as R's p.adjust(method = "BH").
 */
export function falseDiscoveryRates(pValues: ArrayLike<number>): Float64Array {
  const count = pValues.length;
  const order = Array.from(pValues, (_, index) => index).sort((a, b) => pValues[b] - pValues[a]);
  const rates = new Float64Array(count);
  let least = 1;
  order.forEach((index, place) => {
    least = Math.min(least, (pValues[index] * count) / (count - place));
    rates[index] = least;
  });
  return rates;
}
