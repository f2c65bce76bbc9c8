/** Held-out predictions of two models for one drug, in units of the drug's deviation. */
export interface StackedDrug {
  /** First model less second. */
  differences: Float64Array;
  /** What was measured less the second model. */
  residuals: Float64Array;
}

/** One drug's least-squares weight, and how sure it is. */
interface OwnWeight {
  weight: number;
  /** Inverse variance; 0 where the models agree throughout. */
  precision: number;
}

/**
 * Each drug's weight of the first model, in [0, 1], the second having the rest: by least squares on held-out predictions,
 * shrunk towards one weight that all drugs share. How much follows from the drugs themselves, as in a random-effects
 * meta-analysis (DerSimonian & Laird, Controlled Clin. Trials 7:177, 1986): not at all where their weights differ by far
 * more than chance, wholly where they do not.
 */
export function stackWeights(drugs: readonly StackedDrug[]): Float64Array {
  const own = drugs.map(ownWeight);
  const between = varianceBetween(own);
  const shared = meanWeight(own, (precision) => (precision > 0 ? 1 / (1 / precision + between) : 0));
  return Float64Array.from(own, ({ weight, precision }) => {
    const share = between * precision;
    return clamped((share * weight + shared) / (share + 1));
  });
}

function ownWeight({ differences, residuals }: StackedDrug): OwnWeight {
  let products = 0;
  let squares = 0;
  for (let entry = 0; entry < differences.length; entry++) {
    products += differences[entry] * residuals[entry];
    squares += differences[entry] ** 2;
  }
  if (!(squares > 0)) return { weight: 0, precision: 0 };
  const weight = products / squares;
  let errors = 0;
  for (let entry = 0; entry < differences.length; entry++) {
    errors += (residuals[entry] - weight * differences[entry]) ** 2;
  }
  const noise = errors / Math.max(1, differences.length - 1);
  return { weight, precision: noise > 0 ? squares / noise : 0 };
}

/** Of the drugs' true weights; 0 where they differ by no more than chance. */
function varianceBetween(own: readonly OwnWeight[]): number {
  const informative = own.filter(({ precision }) => precision > 0);
  const total = informative.reduce((sum, { precision }) => sum + precision, 0);
  const centre = meanWeight(informative, (precision) => precision);
  const spread = informative.reduce(
    (sum, { weight, precision }) => sum + precision * (weight - centre) ** 2,
    0,
  );
  const squares = informative.reduce((sum, { precision }) => sum + precision ** 2, 0);
  const scale = total - squares / total;
  return scale > 0 ? Math.max(0, (spread - (informative.length - 1)) / scale) : 0;
}

/** One half where no drug tells. */
function meanWeight(own: readonly OwnWeight[], trust: (precision: number) => number): number {
  const total = own.reduce((sum, { precision }) => sum + trust(precision), 0);
  if (!(total > 0)) return 0.5;
  return own.reduce((sum, { weight, precision }) => sum + trust(precision) * weight, 0) / total;
}

function clamped(weight: number): number {
  return Math.min(1, Math.max(0, weight));
}
