import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HeatmapView } from '#renderer/charts/figures/heatmapView.svelte.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';
import { madeTree } from '../../../support/madeTrees.ts';

const rowCount = 200;
const columnCount = 30;
let frames: (() => void)[] = [];

beforeEach(() => {
  frames = [];
  vi.stubGlobal('requestAnimationFrame', (draw: () => void) => frames.push(draw));
});
afterEach(() => vi.unstubAllGlobals());

function nextFrame(): void {
  for (const draw of frames.splice(0)) draw();
}

function view(): HeatmapView {
  const stream = randomStream(1, 'view');
  const genes = Array.from({ length: rowCount }, (_, index) => `G${index % 150}`);
  const drugs = Array.from({ length: columnCount }, (_, index) => `d${index}`);
  const made = new HeatmapView({
    drugs: drugs.map((name) => ({ name })),
    features: genes.map((gene) => ({ gene, block: 'expression' })),
    weights: Float32Array.from({ length: rowCount * columnCount }, () => stream.next() - 0.5),
    drugTree: madeTree(drugs, () => stream.next()),
    featureTree: madeTree(genes, () => stream.next()),
  });
  made.size = { width: 600, height: 400 };
  return made;
}

describe('the view of a heatmap', () => {
  it('is drawn once a frame, however often it is moved', () => {
    const shown = view();
    shown.zoom(2);
    shown.zoom(2);
    shown.pan(0.1, 0);
    expect(frames).toHaveLength(1);
    expect(shown.window.rows).toBe(rowCount);
    nextFrame();
    expect(shown.window.rows).toBe(rowCount / 4);
    shown.showAll();
    nextFrame();
    expect(shown.window).toEqual({ top: 0, rows: rowCount, left: 0, columns: columnCount });
  });

  it('steps from cell to cell and keeps the cell in view', () => {
    const shown = view();
    shown.moveCell(1, 0);
    expect(shown.cell).toEqual({ row: 0, column: 0 });
    expect(shown.isSpoken).toBe(true);
    shown.zoom(8, { x: 0, y: 0 });
    nextFrame();
    for (let step = 0; step < 40; step += 1) shown.moveCell(1, 1);
    nextFrame();
    expect(shown.cell).toEqual({ row: 40, column: columnCount - 1 });
    const { top, rows } = shown.window;
    expect(top + rows).toBeGreaterThanOrEqual(41);
    expect(top).toBeLessThanOrEqual(40);
  });

  it('does not speak of cells under the pointer', () => {
    const shown = view();
    shown.moveCell(0, 0);
    shown.point({ row: 3, column: 3 });
    expect(shown.isSpoken).toBe(false);
  });

  it('selects the rows that the cell passes while it is extended, both ways', () => {
    const shown = view();
    shown.speak({ row: 10, column: 0 });
    shown.moveCell(1, 0, true);
    shown.moveCell(1, 0, true);
    expect(shown.rows).toEqual({ first: 10, last: 12 });
    for (let step = 0; step < 5; step += 1) shown.moveCell(-1, 0, true);
    expect(shown.rows).toEqual({ first: 7, last: 10 });
    shown.clearSelection();
    expect(shown.rows).toBeUndefined();
  });

  it('finds the rows of a gene whatever its case, and the genes of rows once each', () => {
    const shown = view();
    const rows = shown.rowsOfGene('g7');
    expect(rows).toHaveLength(2);
    expect(rows.map((row) => shown.heatmap.genes[row])).toEqual(['G7', 'G7']);
    expect(shown.genesOf({ first: 0, last: rowCount - 1 })).toHaveLength(150);
    expect(shown.rowsOfGene('none')).toEqual([]);
  });

  it('knows the row of every feature', () => {
    const shown = view();
    const { rowOrder } = shown.heatmap;
    expect(rowOrder.map((feature) => shown.rowOf(feature))).toEqual(rowOrder.map((_, row) => row));
  });
});
