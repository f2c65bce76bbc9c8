/** A dense matrix in column-major order: element (i, j) is `values[j * rows + i]`. NaN marks what is missing. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/**
 * A matrix over given values, or of zeros.
 * @throws RangeError when the count of values is not rows x columns
 */
export function matrix(
  rows: number,
  columns: number,
  values: Float64Array = new Float64Array(rows * columns),
): Matrix {
  if (values.length !== rows * columns) {
    throw new RangeError(
      `invalid matrix: ${String(values.length)} values for ${String(rows)} x ${String(columns)}`,
    );
  }
  return { rows, columns, values };
}

/** Column j, sharing memory with the matrix. */
export function column(source: Matrix, j: number): Float64Array {
  return source.values.subarray(j * source.rows, (j + 1) * source.rows);
}
