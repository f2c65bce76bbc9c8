import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCell, scanNumberRow } from '#main/importers/scan/numberRow.ts';

const tab = 9;

function scan(line: string, expected: number): { count: number; values: number[] } {
  const bytes = Buffer.from(`${line}\n`);
  const target = new Float64Array(expected).fill(-99);
  const count = scanNumberRow(bytes, 0, bytes.length - 1, tab, target, 0, expected);
  return { count, values: [...target] };
}

describe('scanNumberRow', () => {
  test.each([
    ['0.1', 0.1],
    ['.5', 0.5],
    ['-.5', -0.5],
    ['7.', 7],
    ['-6e-04', -6e-4],
    ['1E+3', 1000],
    ['+2', 2],
    [' 3.5 ', 3.5],
    ['"4.25"', 4.25],
    ['123456789012345678901234567890', 1.2345678901234568e29],
    ['0.30000000000000004', 0.30000000000000004],
    ['9007199254740993', 9007199254740992],
    ['0.000000000000000000000000000123', 1.23e-28],
    ['2.2250738585072014e-308', 2.2250738585072014e-308],
    ['1e-400', 0],
  ])('reads %s as the nearest double', (text, value) => {
    expect(scan(text, 1)).toEqual({ count: 1, values: [value] });
  });

  test('keeps the sign of zero', () => {
    expect(Object.is(scan('-0', 1).values[0], -0)).toBe(true);
  });

  test.each(['', 'NA', 'NaN', 'na', 'N/A', '-', '"NA"', ' '])('reads "%s" as missing', (text) => {
    expect(scan(`1\t${text}\t2`, 3)).toEqual({ count: 3, values: [1, NaN, 2] });
  });

  test.each([
    'hello',
    'Infinity',
    '-Infinity',
    'inf',
    '1e999',
    '0x10',
    '1,5',
    '1 2',
    '--1',
    '.',
    '1e',
    'nan',
  ])('takes "%s" for neither number nor missing, and says which cell', (text) => {
    expect(scan(`1\t${text}\t2`, 3).count).toBe(-2);
  });

  test('counts the cells of a row that is too short or too long', () => {
    expect(scan('1\t2', 3).count).toBe(2);
    expect(scan('1\t2\t3\t4', 3).count).toBe(4);
    expect(scan('1\t2\t3\t', 3).count).toBe(4);
  });

  test('reads a row whose last cell is empty', () => {
    expect(scan('1\t', 2)).toEqual({ count: 2, values: [1, NaN] });
  });
});

const digits = fc.stringMatching(/^[0-9]{1,21}$/);
const decimals = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.double({ min: -100, max: 100, noNaN: true }).map(String),
  fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value.toPrecision(17)),
  fc.tuple(digits, digits).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.tuple(digits, fc.integer({ min: -330, max: 300 })).map(([whole, exponent]) => `-0.${whole}e${exponent}`),
  fc.constantFrom('', 'NA', 'NaN', '-', '0', '-0', '7.5', ' 2', '"3"'),
);

function naively(text: string): number {
  return ['', 'NA', 'NaN', '-'].includes(text) ? NaN : Number(text.replaceAll('"', ''));
}

test('any cells are read as Number reads them', () => {
  fc.assert(
    fc.property(fc.array(decimals, { minLength: 1, maxLength: 40 }), (texts) => {
      const expected = texts.map(naively);
      if (!expected.every((value) => Number.isNaN(value) || Number.isFinite(value))) return;
      expect(scan(texts.join('\t'), texts.length)).toEqual({ count: texts.length, values: expected });
    }),
    { numRuns: 2000 },
  );
});

test('the nearest double is found where the decimal lies next to the middle between two', () => {
  for (let power = 53; power < 62; power += 1) {
    const middle = 2n ** BigInt(power) + 2n ** BigInt(power - 53);
    for (const whole of [middle - 1n, middle, middle + 1n]) {
      for (const point of [0, 1, 5, 17]) {
        const text = String(whole);
        const cell = point === 0 ? text : `${text.slice(0, -point)}.${text.slice(-point)}`;
        expect(scan(cell, 1), cell).toEqual({ count: 1, values: [Number(cell)] });
      }
    }
  }
});

test('a line is read to its end wherever the pieces are cut in which it is scanned', () => {
  const texts = Array.from({ length: 60_000 }, (_, index) =>
    index % 7 === 0 ? 'NaN' : index % 11 === 0 ? '' : (index * 1.37).toFixed(index % 9),
  );
  for (const shift of [0, 1, 2, 3, 4, 5, 6]) {
    const cells = ['1'.repeat(shift + 1), ...texts];
    expect(scan(cells.join('\t'), cells.length)).toEqual({ count: cells.length, values: cells.map(naively) });
    expect(scan([...cells, '5x'].join('\t'), cells.length + 1).count).toBe(-1 - cells.length);
    expect(scan([...cells, '5', '6'].join('\t'), cells.length).count).toBe(cells.length + 2);
  }
});

test('parseCell tells numbers, missing and text apart', () => {
  expect(parseCell('1.5')).toBe(1.5);
  expect(parseCell('N/A')).toBeNaN();
  expect(parseCell('1.5 nM')).toBeUndefined();
});
