/** `count` values, log-spaced and descending from lambdaMax to minimumFraction x lambdaMax. */
export function lambdaGrid(lambdaMax: number, count: number, minimumFraction: number): Float64Array {
  const lambdas = new Float64Array(count);
  const step = count > 1 ? Math.log(minimumFraction) / (count - 1) : 0;
  for (let k = 0; k < count; k++) lambdas[k] = lambdaMax * Math.exp(step * k);
  return lambdas;
}
