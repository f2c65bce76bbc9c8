/** What is seen of a matrix, in rows and columns from its upper left corner; never more than there is. */
export interface HeatmapWindow {
  top: number;
  rows: number;
  left: number;
  columns: number;
}

export interface MatrixShape {
  rowCount: number;
  columnCount: number;
}

export interface BodySize {
  width: number;
  height: number;
}

/** Cells are never drawn larger than this, unless the whole matrix has room. */
const largestCell = { width: 40, height: 24 };

export function wholeWindow({ rowCount, columnCount }: MatrixShape): HeatmapWindow {
  return { top: 0, rows: rowCount, left: 0, columns: columnCount };
}

/** Brings what lies at (x, y), as shares of the body, `factor` times nearer; below 1 farther. Rows and columns stop on their own. */
export function zoomWindow(
  window: HeatmapWindow,
  factor: number,
  { x, y }: { x: number; y: number },
  shape: MatrixShape,
  size: BodySize,
): HeatmapWindow {
  const fewestRows = Math.min(shape.rowCount, size.height / largestCell.height);
  const fewestColumns = Math.min(shape.columnCount, size.width / largestCell.width);
  const rows = Math.min(shape.rowCount, Math.max(fewestRows, window.rows / factor));
  const columns = Math.min(shape.columnCount, Math.max(fewestColumns, window.columns / factor));
  return within(
    {
      rows,
      columns,
      top: window.top + y * (window.rows - rows),
      left: window.left + x * (window.columns - columns),
    },
    shape,
  );
}

/** Moves by some rows down and columns to the right. */
export function panWindow(
  window: HeatmapWindow,
  rows: number,
  columns: number,
  shape: MatrixShape,
): HeatmapWindow {
  return within({ ...window, top: window.top + rows, left: window.left + columns }, shape);
}

/** Moves as little as it takes for a cell to be seen. */
export function revealCell(
  window: HeatmapWindow,
  { row, column }: { row: number; column: number },
  shape: MatrixShape,
): HeatmapWindow {
  const top = Math.min(row, Math.max(window.top, row + 1 - window.rows));
  const left = Math.min(column, Math.max(window.left, column + 1 - window.columns));
  return within({ ...window, top, left }, shape);
}

/** All columns and the rows from `first` to `last`, with a few around them when they are few. */
export function windowOfRows(first: number, last: number, shape: MatrixShape, size: BodySize): HeatmapWindow {
  const fewest = Math.min(shape.rowCount, size.height / largestCell.height);
  const rows = Math.max(last + 1 - first, fewest);
  const top = (first + last + 1) / 2 - rows / 2;
  return within({ top, rows, left: 0, columns: shape.columnCount }, shape);
}

/** The cell under a place given in shares of the body; outside of it the nearest. */
export function cellAt(window: HeatmapWindow, x: number, y: number, shape: MatrixShape) {
  return {
    row: clamp(Math.floor(window.top + y * window.rows), 0, shape.rowCount - 1),
    column: clamp(Math.floor(window.left + x * window.columns), 0, shape.columnCount - 1),
  };
}

function within(window: HeatmapWindow, { rowCount, columnCount }: MatrixShape): HeatmapWindow {
  return {
    ...window,
    top: clamp(window.top, 0, rowCount - window.rows),
    left: clamp(window.left, 0, columnCount - window.columns),
  };
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(low, high), Math.max(low, value));
}
