import { describe, expect, it } from 'vitest';
import { columnLabels, heatmapFrame, rowLabels, runsInView } from '#renderer/charts/layout/heatmapFrame.ts';
import { wholeWindow } from '#renderer/charts/layout/heatmapWindow.ts';

const columnNames = Array.from({ length: 354 }, (_, index) => `drug-${index}`);
const rowNames = Array.from({ length: 5000 }, (_, index) => `GENE${index}`);
const parts = { width: 1000, bodyHeight: 520, columnNames, rowNames, legend: [] };
const frame = heatmapFrame(parts);
const whole = wholeWindow({ rowCount: 5000, columnCount: 354 });

describe('heatmapFrame', () => {
  it('keeps every part within its width and height', () => {
    for (const area of [frame.body, frame.columnTree, frame.rowTree, frame.colourLegend]) {
      expect(area.x).toBeGreaterThanOrEqual(0);
      expect(area.x + area.width).toBeLessThan(frame.width);
      expect(area.y + area.height).toBeLessThan(frame.height);
    }
    expect(frame.rowLabelX).toBeGreaterThan(frame.body.x + frame.body.width);
  });

  it('leaves a body on a narrow page', () => {
    expect(heatmapFrame({ ...parts, width: 320 }).body.width).toBeGreaterThanOrEqual(80);
  });

  it('makes room for a legend above', () => {
    const item = { label: 'kinase', colour: 'red', shape: 'bar' as const };
    expect(heatmapFrame({ ...parts, legend: [item] }).body.y).toBeGreaterThan(frame.body.y);
  });
});

describe('labels', () => {
  it('name no column while columns are narrower than a line of text', () => {
    expect(columnLabels(columnNames, whole, frame)).toEqual([]);
  });

  it('name the columns in view in their middles', () => {
    const labels = columnLabels(columnNames, { ...whole, left: 100, columns: 20 }, frame);
    expect(labels).toHaveLength(20);
    expect(labels[0]).toMatchObject({ index: 100, text: 'drug-100' });
    expect(labels[0].at).toBeCloseTo(frame.body.width / 40, 9);
  });

  it('name marked rows alone while rows are low, and keep them apart', () => {
    const labels = rowLabels(rowNames, [4000, 10, 11], whole, frame);
    expect(labels.map(({ text }) => text)).toEqual(['GENE10', 'GENE11', 'GENE4000']);
    expect(labels[1].placed - labels[0].placed).toBeGreaterThanOrEqual(11);
    expect(labels[1].at - labels[0].at).toBeLessThan(1);
  });

  it('name the most important of more marked rows than there is room for', () => {
    const marked = [4999, ...Array.from({ length: 200 }, (_, row) => row)];
    const labels = rowLabels(rowNames, marked, whole, frame);
    expect(labels).toHaveLength(Math.floor(520 / 11));
    expect(labels.at(-1)?.index).toBe(4999);
  });

  it('name every row in view once they are high enough', () => {
    const labels = rowLabels(rowNames, [], { ...whole, top: 200, rows: 30 }, frame);
    expect(labels).toHaveLength(30);
    expect(labels.every(({ at, placed }) => at === placed)).toBe(true);
  });
});

describe('runsInView', () => {
  it('makes equal neighbours one, to the pixel', () => {
    expect(runsInView(['a', 'a', 'b', 'c'], 0, 4, 40)).toEqual([
      { value: 'a', start: 0, length: 20 },
      { value: 'b', start: 20, length: 10 },
      { value: 'c', start: 30, length: 10 },
    ]);
  });

  it('covers the length when there are more values than pixels', () => {
    const runs = runsInView(rowNames, 0, 5000, 100);
    expect(runs.reduce((sum, { length }) => sum + length, 0)).toBe(100);
  });
});
