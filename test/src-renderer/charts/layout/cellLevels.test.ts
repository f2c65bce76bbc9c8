import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrangeCells, CellPyramid, coarser } from '#renderer/charts/layout/cellLevels.ts';
import { colourWeights, usualLimit, weightLegend } from '#renderer/charts/layout/weightColours.ts';

const limit = 2;
/** 2 rows x 3 columns, column after column. */
const weights = Float32Array.from([1, 2, 3, 4, 5, 6]);

function rgb(pixel: number) {
  return { red: pixel & 255, green: (pixel >> 8) & 255, blue: (pixel >> 16) & 255, alpha: pixel >>> 24 };
}

const matrices = fc
  .record({ rows: fc.integer({ min: 1, max: 30 }), columns: fc.integer({ min: 1, max: 12 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      rows: fc.constant(rows),
      columns: fc.constant(columns),
      values: fc.float32Array({ minLength: rows * columns, maxLength: rows * columns, noNaN: true }),
    }),
  );

describe('arrangeCells', () => {
  it('puts rows and columns into the orders of their trees', () => {
    const { values, rowCount, columnCount } = arrangeCells(weights, [1, 0], [2, 0, 1]);
    expect([rowCount, columnCount]).toEqual([2, 3]);
    expect([...values]).toEqual([6, 2, 4, 5, 1, 3]);
  });
});

describe('coarser', () => {
  it('keeps of two neighbours the value of larger size, and puts an odd one to the last', () => {
    const level = arrangeCells(Float32Array.from([1, -4, 2, 1, 5]), [0, 1, 2, 3, 4], [0]);
    const half = coarser(level, 'rows');
    expect([...half.values]).toEqual([-4, 5]);
    expect(half.rowStep).toBe(2);
  });

  it('keeps what is there where a value is missing', () => {
    const level = arrangeCells(Float32Array.from([Number.NaN, 0.5]), [0], [0, 1]);
    expect([...coarser(level, 'columns').values]).toEqual([0.5]);
  });
});

describe('CellPyramid', () => {
  it('paints every cell that a window shows when cells are larger than pixels', () => {
    fc.assert(
      fc.property(matrices, ({ rows, columns, values }) => {
        const base = { rowCount: rows, columnCount: columns, rowStep: 1, columnStep: 1, values };
        const [width, height] = [columns * 2, rows * 3];
        const pixels = new Uint32Array(width * height);
        const window = { top: 0, left: 0, rows, columns };
        new CellPyramid(base).paint(window, limit, { width, height, pixels });
        const colours = colourWeights(values, limit);
        const expected = Array.from(pixels, (_, pixel) => {
          const [row, column] = [Math.floor(pixel / width / 3), Math.floor((pixel % width) / 2)];
          return colours[row * columns + column];
        });
        expect([...pixels]).toEqual(expected);
      }),
    );
  });

  it('never loses the largest weight, however far away it is seen', () => {
    fc.assert(
      fc.property(
        matrices,
        fc.nat(),
        fc.integer({ min: 1, max: 9 }),
        ({ rows, columns, values }, at, size) => {
          const quiet = values.fill(0);
          quiet[at % quiet.length] = limit;
          const base = { rowCount: rows, columnCount: columns, rowStep: 1, columnStep: 1, values: quiet };
          const pixels = new Uint32Array(size * size);
          const window = { top: 0, left: 0, rows, columns };
          new CellPyramid(base).paint(window, limit, { width: size, height: size, pixels });
          expect([...pixels]).toContain(colourWeights(Float32Array.of(limit), limit)[0]);
        },
      ),
    );
  });

  it('makes a level once, and colours anew when the limit changes', () => {
    const pyramid = new CellPyramid(arrangeCells(weights, [0, 1], [0, 1, 2]));
    const level = pyramid.levelFor(2, 1);
    expect(level.rowCount).toBe(1);
    expect(pyramid.levelFor(1.5, 0.2)).toBe(level);
    const colours = pyramid.coloursOf(level, 4);
    expect(pyramid.coloursOf(level, 4)).toBe(colours);
    expect(pyramid.coloursOf(level, 8)).not.toEqual(colours);
  });
});

describe('colours of weights', () => {
  it('are blue below 0, red above, nearly white at 0, and stay the same beyond the limit', () => {
    const [low, zero, high, beyond] = colourWeights(Float32Array.of(-limit, 0, limit, 9), limit);
    expect(rgb(low).blue).toBeGreaterThan(rgb(low).red);
    expect(rgb(high).red).toBeGreaterThan(rgb(high).blue);
    expect(Math.min(rgb(zero).red, rgb(zero).green, rgb(zero).blue)).toBeGreaterThan(235);
    expect(beyond).toBe(high);
    expect(rgb(low).alpha).toBe(255);
  });

  it('are grey where there is no weight', () => {
    const { red, green, blue } = rgb(colourWeights(Float32Array.of(Number.NaN), limit)[0]);
    expect([red, green, blue]).toEqual([0x9a, 0x9a, 0x9a]);
  });

  it('reach to the 98th percentile of the sizes of weights that are not 0', () => {
    const sizes = Float32Array.from({ length: 101 }, (_, index) => (index % 2 === 0 ? 1 : -1) * (index + 1));
    expect(usualLimit(sizes)).toBeCloseTo(99, 9);
    expect(usualLimit(Float32Array.of(...sizes, 0, 0, 0, 0))).toBeCloseTo(99, 9);
    expect(usualLimit(Float32Array.of(0, 0))).toBe(1);
  });

  it('have a legend from one end to the other', () => {
    const { steps, ticks } = weightLegend(0.5, 200);
    expect(ticks).toEqual([
      { x: 0, value: -0.5 },
      { x: 100, value: 0 },
      { x: 200, value: 0.5 },
    ]);
    const last = steps[steps.length - 1];
    expect(last.x + last.width).toBeCloseTo(200, 9);
  });
});
