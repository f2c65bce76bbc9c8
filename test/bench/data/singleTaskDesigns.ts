import { column } from '../../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../../src-shared/numerics/linalg/matrix.ts';
import { standardisation, standardised } from '../../../src-shared/numerics/linalg/standardise.ts';
import type { Panel } from '../../../src-shared/numerics/analyses/panel.ts';
import { indicesWhere } from '../../../src-shared/numerics/resampling/folds.ts';
import { moments } from '../../../src-shared/numerics/statistics/moments.ts';

/** Responses that are measured on the same samples, and so have one design. */
export interface SharedDesign {
  /** samples measured x features, standardised over them with divisor n. */
  design: Matrix;
  /** A response for each of `drugs`, standardised likewise. */
  responses: Float64Array[];
  /** Places in the list of drugs asked for. */
  places: number[];
}

/** The designs of some drugs, given by their columns, those with equal masks together. */
export function sharedDesigns({ features, responses }: Panel, drugs: readonly number[]): SharedDesign[] {
  const groups = new Map<string, { rows: Int32Array; places: number[] }>();
  drugs.forEach((drug, place) => {
    const values = column(responses, drug);
    const rows = indicesWhere(values.length, (sample) => !Number.isNaN(values[sample]));
    const group = groups.get(rows.join()) ?? { rows, places: [] };
    group.places.push(place);
    groups.set(rows.join(), group);
  });
  return [...groups.values()].map(({ rows, places }) => ({
    design: standardised(features, rows, standardisation(features, rows, 'unit')),
    responses: places.map((place) => standardisedResponse(column(responses, drugs[place]), rows)),
    places,
  }));
}

function standardisedResponse(values: Float64Array, rows: Int32Array): Float64Array {
  const { mean, deviation } = moments(values);
  return Float64Array.from(rows, (row) => (values[row] - mean) / deviation);
}
