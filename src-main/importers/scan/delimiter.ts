import { countCells } from './cells.ts';

/** The bytes that can stand between cells, the likeliest first. */
const candidates = [0x09, 0x2c, 0x3b, 0x20] as const;
const names: Record<number, string> = { 0x09: 'tab', 0x2c: 'comma', 0x3b: 'semicolon', 0x20: 'space' };

/** For people: `tab`, `comma`, `semicolon` or `space`. */
export function delimiterName(delimiter: number): string {
  return names[delimiter] ?? String.fromCharCode(delimiter);
}

/**
 * The delimiter that cuts header and first row into equally many cells (or the header into one less, as R's
 * `write.table` leaves it), the one with most cells winning; where none does, the one that cuts the header most.
 * @returns `undefined` when no candidate cuts the header at all
 */
export function findDelimiter(header: Buffer, firstRow: Buffer | undefined): number | undefined {
  const counted = candidates.map((delimiter) => {
    const headerCells = countCells(header, 0, header.length, delimiter);
    const rowCells =
      firstRow === undefined ? headerCells : countCells(firstRow, 0, firstRow.length, delimiter);
    const agrees = rowCells > 1 && (rowCells === headerCells || rowCells === headerCells + 1);
    return { delimiter, agrees, headerCells };
  });
  const agreeing = counted.filter(({ agrees }) => agrees);
  const pool = agreeing.length > 0 ? agreeing : counted.filter(({ headerCells }) => headerCells > 1);
  return pool.sort((a, b) => b.headerCells - a.headerCells)[0]?.delimiter;
}
