import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFloats } from '#renderer/state/floatBytes.ts';
import { contrastClasses } from '#renderer/state/geneContrast.ts';

describe('contrastClasses', () => {
  /** 4 features x 3 drugs, column after column. */
  const weights = Float32Array.from([1, 0, -2, 5, 3, 0, -2, 5, 0, 1, 4, 5]);

  it('lists what is larger in the first class, then what is larger in the second, by difference', () => {
    expect(contrastClasses(weights, 4, [0, 1], [2])).toEqual([
      { feature: 0, meanA: 2, meanB: 0, difference: 2 },
      { feature: 2, meanA: -2, meanB: 4, difference: -6 },
      { feature: 1, meanA: 0, meanB: 1, difference: -1 },
    ]);
  });

  it('takes as many as asked for either way, and none when there is no difference', () => {
    const found = contrastClasses(weights, 4, [0, 1], [2], 1);
    expect(found.map(({ feature }) => feature)).toEqual([0, 2]);
    expect(contrastClasses(weights, 4, [0], [0])).toEqual([]);
    expect(contrastClasses(weights, 4, [], [0])).toEqual([]);
  });

  it('turns its signs and lists round when the classes change places', () => {
    const columns = fc.uniqueArray(fc.integer({ min: 0, max: 4 }), { minLength: 2, maxLength: 5 });
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(columns, values, ([a, ...b], numbers) => {
        const made = Float32Array.from(numbers);
        const differences = (first: number[], second: number[]) =>
          contrastClasses(made, 6, first, second)
            .map(({ difference }) => difference)
            .toSorted((x, y) => x - y);
        const turned = differences(b, [a]).map((difference) => -difference);
        expect(differences([a], b)).toEqual(turned.reverse());
      }),
    );
  });
});

describe('decodeFloats', () => {
  it('reads little-endian 32-bit floats', () => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat32(0, 1.5, true);
    view.setFloat32(4, -0.25, true);
    const text = Buffer.from(view.buffer).toString('base64');
    expect([...decodeFloats(text, 2)]).toEqual([1.5, -0.25]);
  });

  it('says when numbers are missing', () => {
    expect(() => decodeFloats(Buffer.alloc(8).toString('base64'), 3)).toThrow('found 2 numbers, expected 3');
  });
});
