/** Rows that are read side by side, so that what is written fills a line of the cache. */
const rowsAtOnce = 8;

/**
 * Lays rows side by side as columns, from the column `first` to before `end`:
 * `target[start + (column - first) * stride + row] = rows[row][column]`.
 */
export function turnRows(
  rows: readonly Float64Array[],
  first: number,
  end: number,
  target: Float64Array,
  start: number,
  stride: number,
): void {
  const whole = rows.length - (rows.length % rowsAtOnce);
  for (let row = 0; row < whole; row += rowsAtOnce) {
    turnEight(rows.slice(row, row + rowsAtOnce), first, end, target, start + row, stride);
  }
  for (let row = whole; row < rows.length; row += 1) {
    const values = rows[row];
    let place = start + row;
    for (let column = first; column < end; column += 1) {
      target[place] = values[column];
      place += stride;
    }
  }
}

function turnEight(
  [a, b, c, d, e, f, g, h]: readonly Float64Array[],
  first: number,
  end: number,
  target: Float64Array,
  start: number,
  stride: number,
): void {
  let place = start;
  for (let column = first; column < end; column += 1) {
    target[place] = a[column];
    target[place + 1] = b[column];
    target[place + 2] = c[column];
    target[place + 3] = d[column];
    target[place + 4] = e[column];
    target[place + 5] = f[column];
    target[place + 6] = g[column];
    target[place + 7] = h[column];
    place += stride;
  }
}
