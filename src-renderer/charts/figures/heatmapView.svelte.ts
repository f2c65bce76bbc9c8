import { arrangeHeatmap, genesOfRows, rowsOfGene } from '../layout/arrangedHeatmap.ts';
import type { ArrangedHeatmap, HeatmapSource } from '../layout/arrangedHeatmap.ts';
import {
  cellAt,
  panWindow,
  revealCell,
  wholeWindow,
  windowOfRows,
  zoomWindow,
} from '../layout/heatmapWindow.ts';
import type { BodySize, HeatmapWindow } from '../layout/heatmapWindow.ts';
import { clustersOf } from '../layout/treeGeometry.ts';
import type { ShownCluster } from '../layout/treeGeometry.ts';

export interface HeatmapCell {
  row: number;
  column: number;
}

/** Rows from the first to the last, as they are shown. */
export interface RowRange {
  first: number;
  last: number;
}

/** What a drag over the cells does. */
export type DragMode = 'move' | 'select';

const step = 1.6;
const middle = { x: 0.5, y: 0.5 };

/** A heatmap, what is seen of it, and what is chosen in it. Rows and columns are counted as they are shown. */
export class HeatmapView {
  readonly source: HeatmapSource;
  readonly heatmap: ArrangedHeatmap;
  window: HeatmapWindow;
  /** The cell whose weight is told. */
  cell = $state.raw<HeatmapCell>();
  /** Whether the cell was reached by keyboard, so that it is announced. */
  isSpoken = $state(false);
  rows = $state.raw<RowRange>();
  /** Rows whose genes are named at any zoom as far as there is room, the most important first. */
  marked = $state.raw<readonly number[]>([]);
  dragMode = $state<DragMode>('move');
  /** The weight from which on colours stay the same. */
  limit: number;
  size: BodySize = { width: 1, height: 1 };
  readonly #rowOf: Int32Array;
  #next: HeatmapWindow;
  #frame: number | undefined;
  #anchor: number | undefined;

  constructor(source: HeatmapSource) {
    this.source = source;
    this.heatmap = arrangeHeatmap(source);
    this.#next = wholeWindow(this.heatmap);
    this.window = $state.raw(this.#next);
    this.limit = $state(this.heatmap.usualLimit);
    this.#rowOf = new Int32Array(this.heatmap.rowCount);
    this.heatmap.rowOrder.forEach((feature, row) => (this.#rowOf[feature] = row));
  }

  /** The row of a feature. */
  rowOf(feature: number): number {
    return this.#rowOf[feature];
  }

  rowsOfGene(gene: string): number[] {
    return rowsOfGene(this.heatmap, gene);
  }

  /** The genes of some rows, each once. */
  genesOf({ first, last }: RowRange): string[] {
    return genesOfRows(this.heatmap, first, last);
  }

  /** The rows cut into clusters, from the top. */
  clusters(count: number): ShownCluster[] {
    return clustersOf(this.heatmap.rowTree, count);
  }

  /** `factor` times nearer, around a place in shares of the body. */
  zoom(factor: number, around: { x: number; y: number } = middle): void {
    this.#show(zoomWindow(this.#next, factor, around, this.heatmap, this.size));
  }

  zoomIn(): void {
    this.zoom(step, this.#aroundCell());
  }

  zoomOut(): void {
    this.zoom(1 / step, this.#aroundCell());
  }

  showAll(): void {
    this.#show(wholeWindow(this.heatmap));
  }

  /** Moves by shares of what is seen. */
  pan(down: number, right: number): void {
    this.#show(panWindow(this.#next, down * this.#next.rows, right * this.#next.columns, this.heatmap));
  }

  showRows({ first, last }: RowRange): void {
    this.#show(windowOfRows(first, last, this.heatmap, this.size));
  }

  cellUnder(x: number, y: number): HeatmapCell {
    return cellAt(this.window, x, y, this.heatmap);
  }

  point(cell: HeatmapCell | undefined): void {
    this.isSpoken = false;
    this.cell = cell;
  }

  /** Steps to a neighbouring cell, or to the first in view; with `extend`, the rows passed are selected. */
  moveCell(down: number, right: number, extend = false): void {
    const from = this.cell ?? { row: Math.floor(this.#next.top), column: Math.floor(this.#next.left) };
    const by = this.cell === undefined ? { down: 0, right: 0 } : { down, right };
    const cell = {
      row: bounded(from.row + by.down, this.heatmap.rowCount),
      column: bounded(from.column + by.right, this.heatmap.columnCount),
    };
    if (extend) this.selectThrough(this.#anchor ?? from.row, cell.row);
    else this.#anchor = undefined;
    this.speak(cell);
  }

  /** Shows a cell and has it announced. */
  speak(cell: HeatmapCell): void {
    this.isSpoken = true;
    this.cell = cell;
    this.#show(revealCell(this.#next, cell, this.heatmap));
  }

  select({ first, last }: RowRange): void {
    this.selectThrough(first, last);
  }

  selectThrough(anchor: number, row: number): void {
    this.#anchor = anchor;
    this.rows = { first: Math.min(anchor, row), last: Math.max(anchor, row) };
  }

  clearSelection(): void {
    this.#anchor = undefined;
    this.rows = undefined;
  }

  /** However often it is asked within a frame, the drawing follows once. */
  #show(window: HeatmapWindow): void {
    this.#next = window;
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      this.window = this.#next;
    });
  }

  #aroundCell(): { x: number; y: number } {
    if (this.cell === undefined) return middle;
    const { top, left, rows, columns } = this.#next;
    const x = (this.cell.column + 0.5 - left) / columns;
    const y = (this.cell.row + 0.5 - top) / rows;
    return x < 0 || x > 1 || y < 0 || y > 1 ? middle : { x, y };
  }
}

function bounded(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
