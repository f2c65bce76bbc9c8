import { cellEnd, countCells, roughCell } from './cells.ts';

/** What stands for "no value", besides an empty cell. */
export const missingTokens = ['NA', 'NaN', 'na', 'N/A', '-'] as const;
const missing: ReadonlySet<string> = new Set(['', ...missingTokens]);

/** Below this, ten times it plus nine is still a whole number that a double holds exactly. */
const exactMantissa = 9e14;
/** Powers of ten that doubles hold exactly: one rounding, so the quotient or product is the nearest double. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

const zero = 0x30;
const minus = 0x2d;
const point = 0x2e;

/**
 * Reads the cells of a line as numbers into `target` from `offset`, NaN for a missing token.
 * Numbers come out as the nearest double, as `Number` would give them.
 * @param expected how many cells `target` has room for; further cells are counted, not read
 * @returns the count of cells, or `-1 - index` of the first cell that is neither number nor missing
 */
export function scanNumberRow(
  bytes: Buffer,
  start: number,
  end: number,
  delimiter: number,
  target: Float64Array,
  offset: number,
  expected: number,
): number {
  let at = start;
  for (let cell = 0; ; cell += 1) {
    if (cell === expected) return cell + countCells(bytes, at, end, delimiter);
    const cellStart = at;
    let byte = bytes[at];
    const negative = byte === minus;
    if (negative) byte = bytes[++at];
    let mantissa = 0;
    let digit = byte - zero;
    const digitsStart = at;
    while (digit >= 0 && digit <= 9 && mantissa < exactMantissa) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++at] - zero;
    }
    let digitCount = at - digitsStart;
    let exponent = 0;
    if (bytes[at] === point) {
      const fractionStart = ++at;
      digit = bytes[at] - zero;
      while (digit >= 0 && digit <= 9 && mantissa < exactMantissa) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++at] - zero;
      }
      exponent = fractionStart - at;
      digitCount += at - fractionStart;
    }
    if (digitCount > 0 && exponent >= -22 && (at === end || bytes[at] === delimiter)) {
      const size = exponent === 0 ? mantissa : mantissa / powersOfTen[-exponent];
      target[offset + cell] = negative ? -size : size;
    } else {
      at = cellEnd(bytes, cellStart, end, delimiter);
      const value = parseCell(roughCell(bytes, cellStart, at));
      if (value === undefined) return -1 - cell;
      target[offset + cell] = value;
    }
    if (at >= end) return cell + 1;
    at += 1;
  }
}

/** A number, NaN for a missing token, `undefined` for anything else (`Infinity` and `1e999` included). */
export function parseCell(text: string): number | undefined {
  if (missing.has(text)) return Number.NaN;
  if (!plainNumber.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
