import { kernels } from '../../kernels/instance.ts';
import { Workspace } from '../../kernels/memory.ts';
import { matrix, type Matrix } from './matrix.ts';
import { constantShare, type Standardisation } from './standardise.ts';

/** Features in the kernels' memory, from which designs are made of any of their rows. Release it in a `finally`. */
export interface ResidentFeatures {
  /** samples x features, NaN = missing. */
  features: Matrix;
  workspace: Workspace;
}

export function residentFeatures({ rows, columns, values }: Matrix): ResidentFeatures {
  const workspace = new Workspace();
  return { features: matrix(rows, columns, workspace.copyOf(values)), workspace };
}

export function releaseResidentFeatures({ workspace }: ResidentFeatures): void {
  workspace.release();
}

/** Some rows of features, standardised over themselves. */
export interface ResidentDesign {
  /** chosen rows, and further ones below them, x features. */
  design: Matrix;
  constants: Standardisation;
}

/**
 * As `standardisation` with scale `unit` and `standardised` of the same rows, all in the memory of the workspace.
 * @param further rows of the design below those, on their scale
 */
export function residentDesign(
  { features }: ResidentFeatures,
  own: Int32Array,
  workspace: Workspace,
  further: Int32Array = new Int32Array(0),
): ResidentDesign {
  const { columns } = features;
  const rows = Int32Array.of(...own, ...further);
  const design = matrix(rows.length, columns, workspace.float64Unset(rows.length * columns));
  const means = workspace.float64Unset(columns);
  const deviations = workspace.float64Unset(columns);
  kernels.standardiseRows(
    features.values.byteOffset,
    features.rows,
    columns,
    residentRows(rows, workspace).byteOffset,
    rows.length,
    own.length,
    constantShare,
    design.values.byteOffset,
    means.byteOffset,
    deviations.byteOffset,
  );
  return { design, constants: { means, deviations } };
}

/** What sparse weights on a standardised design predict; the values are overwritten by the next prediction. */
export type RowPredictor = (point: {
  features: Int32Array;
  weights: Float64Array;
  intercept: number;
}) => Float64Array;

/** A predictor of some other rows by weights on a design's scale. */
export function rowPredictor(
  { features }: ResidentFeatures,
  { means, deviations }: Standardisation,
  rows: Int32Array,
  workspace: Workspace,
): RowPredictor {
  const places = residentRows(rows, workspace);
  const predicted = workspace.float64(rows.length);
  const chosen = workspace.int32(features.columns);
  const factors = workspace.float64(features.columns);
  return (point) => {
    predicted.fill(point.intercept);
    chosen.set(point.features);
    for (let k = 0; k < point.features.length; k++) {
      factors[k] = point.weights[k] / deviations[point.features[k]];
    }
    kernels.addChosenRows(
      predicted.byteOffset,
      features.values.byteOffset,
      features.rows,
      places.byteOffset,
      rows.length,
      chosen.byteOffset,
      factors.byteOffset,
      means.byteOffset,
      point.features.length,
    );
    return predicted;
  };
}

function residentRows(rows: Int32Array, workspace: Workspace): Int32Array {
  const resident = workspace.int32(rows.length);
  resident.set(rows);
  return resident;
}
