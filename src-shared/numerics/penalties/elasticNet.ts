/** lambda [ (1 - l1Ratio) / 2 |w|_2^2 + l1Ratio |w|_1 ], by its two strengths. */
export interface ElasticNetPenalty {
  /** lambda x l1Ratio. */
  l1: number;
  /** lambda x (1 - l1Ratio). */
  l2: number;
}

export function elasticNetPenalty(lambda: number, l1Ratio: number): ElasticNetPenalty {
  return { l1: lambda * l1Ratio, l2: lambda * (1 - l1Ratio) };
}

/** The proximal step of |.|: towards zero by `threshold`. */
export function softThreshold(value: number, threshold: number): number {
  if (value > threshold) return value - threshold;
  return value < -threshold ? value + threshold : 0;
}
