import { kernels } from '#shared/kernels/instance.ts';
import { Workspace } from '#shared/kernels/memory.ts';
import { cellEnd, countCells, roughCell } from './cells.ts';

/** What stands for "no value", besides an empty cell. */
export const missingTokens = ['NA', 'NaN', 'na', 'N/A', '-'] as const;
const missing: ReadonlySet<string> = new Set(['', ...missingTokens]);

const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** Bytes of a line that go to the kernel at a time: what stays in the second-level cache. */
const blockByteCount = 1 << 17;
/** A cell takes at least its delimiter. */
const blockCellCount = blockByteCount + 1;
/** The kernel looks at bytes in eights. */
const padding = 16;

/** In the kernels' memory for as long as the thread lives: a line's bytes, its numbers, and where the kernel stopped. */
const workspace = new Workspace();
const block = workspace.bytesUnset(blockByteCount + padding);
const numbers = workspace.float64Unset(blockCellCount);
const stopped = workspace.int32(1);
const powersOfTen = workspace.copyOf(Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`)));

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
  let cell = 0;
  let blockStart = start;
  let blockEnd = start - 1;
  for (;;) {
    if (cell === expected) return cell + countCells(bytes, at, end, delimiter);
    if (at > blockEnd || (at === blockEnd && blockEnd < end)) {
      blockStart = at;
      blockEnd = Math.min(end, at + blockByteCount);
      block.set(bytes.subarray(blockStart, blockEnd));
      block[blockEnd - blockStart] = delimiter;
    }
    const from = block.byteOffset + at - blockStart;
    const count = kernels.scanNumbers(
      from,
      block.byteOffset + blockEnd - blockStart,
      blockEnd === end,
      delimiter,
      numbers.byteOffset,
      Math.min(expected - cell, blockCellCount),
      powersOfTen.byteOffset,
      stopped.byteOffset,
    );
    target.set(numbers.subarray(0, count), offset + cell);
    cell += count;
    at += stopped[0];
    if (at > end) return cell;
    if (cell === expected || (count > 0 && blockEnd < end)) continue;
    const stop = cellEnd(bytes, at, end, delimiter);
    const value = parseCell(roughCell(bytes, at, stop));
    if (value === undefined) return -1 - cell;
    target[offset + cell] = value;
    cell += 1;
    if (stop === end) return cell;
    at = stop + 1;
  }
}

/** A number, NaN for a missing token, `undefined` for anything else (`Infinity` and `1e999` included). */
export function parseCell(text: string): number | undefined {
  if (missing.has(text)) return Number.NaN;
  if (!plainNumber.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}
