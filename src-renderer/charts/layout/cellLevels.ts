import { colourWeights } from './weightColours.ts';
import type { HeatmapWindow } from './heatmapWindow.ts';

/** A matrix in the order shown, row after row, in which each cell may stand for several. */
export interface CellLevel {
  rowCount: number;
  columnCount: number;
  /** Rows and columns of the matrix in one of its cells. */
  rowStep: number;
  columnStep: number;
  values: Float32Array;
}

/** A picture to paint, row after row. */
export interface PixelGrid {
  width: number;
  height: number;
  pixels: Uint32Array;
}

/** A column-major matrix in the orders of its rows and columns that are shown, row after row. */
export function arrangeCells(
  weights: Float32Array,
  rowOrder: readonly number[],
  columnOrder: readonly number[],
): CellLevel {
  const values = new Float32Array(weights.length);
  const columnCount = columnOrder.length;
  columnOrder.forEach((column, place) => {
    const start = column * rowOrder.length;
    for (let row = 0; row < rowOrder.length; row += 1)
      values[row * columnCount + place] = weights[start + rowOrder[row]];
  });
  return { rowCount: rowOrder.length, columnCount, rowStep: 1, columnStep: 1, values };
}

/**
 * Halves the rows, or the columns, of a level: of each two cells the value of larger size stays, so that peaks are seen. The
 * last cell takes an odd one as well, so that none is smaller than the others.
 */
export function coarser(level: CellLevel, along: 'rows' | 'columns'): CellLevel {
  const isRows = along === 'rows';
  const rowCount = isRows ? halved(level.rowCount) : level.rowCount;
  const columnCount = isRows ? level.columnCount : halved(level.columnCount);
  const values = new Float32Array(rowCount * columnCount).fill(Number.NaN);
  for (let row = 0; row < level.rowCount; row += 1) {
    const into = isRows ? Math.min(rowCount - 1, row >> 1) : row;
    for (let column = 0; column < level.columnCount; column += 1) {
      const cell = into * columnCount + (isRows ? column : Math.min(columnCount - 1, column >> 1));
      values[cell] = larger(values[cell], level.values[row * level.columnCount + column]);
    }
  }
  const [rowStep, columnStep] = isRows
    ? [level.rowStep * 2, level.columnStep]
    : [level.rowStep, level.columnStep * 2];
  return { rowCount, columnCount, rowStep, columnStep, values };
}

function halved(count: number): number {
  return Math.max(1, count >> 1);
}

/** Levels of one matrix and their colours, made when they are first asked for. */
export class CellPyramid {
  readonly base: CellLevel;
  readonly #levels = new Map<string, CellLevel>();
  readonly #colours = new Map<CellLevel, Uint32Array>();
  #limit = Number.NaN;

  constructor(base: CellLevel) {
    this.base = base;
  }

  /** The finest level of which no cell is smaller than a pixel. */
  levelFor(rowsPerPixel: number, columnsPerPixel: number): CellLevel {
    return this.#level(stepsFor(rowsPerPixel), stepsFor(columnsPerPixel));
  }

  coloursOf(level: CellLevel, limit: number): Uint32Array {
    if (limit !== this.#limit) this.#colours.clear();
    this.#limit = limit;
    const known = this.#colours.get(level);
    if (known !== undefined) return known;
    const colours = colourWeights(level.values, limit);
    this.#colours.set(level, colours);
    return colours;
  }

  /** Paints the cells in a window over a whole grid. */
  paint(window: HeatmapWindow, limit: number, grid: PixelGrid): CellLevel {
    const level = this.levelFor(window.rows / grid.height, window.columns / grid.width);
    paintCells(level, this.coloursOf(level, limit), window, grid);
    return level;
  }

  #level(rowHalvings: number, columnHalvings: number): CellLevel {
    if (rowHalvings === 0 && columnHalvings === 0) return this.base;
    const key = `${rowHalvings}/${columnHalvings}`;
    const known = this.#levels.get(key);
    if (known !== undefined) return known;
    const level =
      columnHalvings > 0
        ? coarser(this.#level(rowHalvings, columnHalvings - 1), 'columns')
        : coarser(this.#level(rowHalvings - 1, 0), 'rows');
    this.#levels.set(key, level);
    return level;
  }
}

function paintCells(
  level: CellLevel,
  colours: Uint32Array,
  window: HeatmapWindow,
  { width, height, pixels }: PixelGrid,
): void {
  const columns = cellsUnder(window.left, window.columns, width, level.columnStep, level.columnCount);
  const rows = cellsUnder(window.top, window.rows, height, level.rowStep, level.rowCount);
  for (let y = 0; y < height; y += 1) {
    const start = y * width;
    if (y > 0 && rows[y] === rows[y - 1]) {
      pixels.copyWithin(start, start - width, start);
      continue;
    }
    const row = rows[y] * level.columnCount;
    for (let x = 0; x < width; x += 1) pixels[start + x] = colours[row + columns[x]];
  }
}

/** For each of `length` pixels over `span` rows or columns from `from`, which cell of the level lies under its middle. */
function cellsUnder(from: number, span: number, length: number, step: number, count: number): Int32Array {
  return Int32Array.from({ length }, (_, pixel) =>
    Math.min(count - 1, Math.max(0, Math.floor((from + ((pixel + 0.5) * span) / length) / step))),
  );
}

function stepsFor(cellsPerPixel: number): number {
  return Math.max(0, Math.ceil(Math.log2(cellsPerPixel) - 1e-9));
}

function larger(a: number, b: number): number {
  if (Number.isNaN(b)) return a;
  return Number.isNaN(a) || Math.abs(b) > Math.abs(a) ? b : a;
}
