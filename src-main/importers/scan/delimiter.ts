import { countCells, quote } from './cells.ts';

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
  const ofHeader = cellCounts(header);
  const ofRow = firstRow === undefined ? ofHeader : cellCounts(firstRow);
  const counted = candidates.map((delimiter, index) => {
    const headerCells = ofHeader[index];
    const rowCells = ofRow[index];
    const agrees = rowCells > 1 && (rowCells === headerCells || rowCells === headerCells + 1);
    return { delimiter, agrees, headerCells };
  });
  const agreeing = counted.filter(({ agrees }) => agrees);
  const pool = agreeing.length > 0 ? agreeing : counted.filter(({ headerCells }) => headerCells > 1);
  return pool.sort((a, b) => b.headerCells - a.headerCells)[0]?.delimiter;
}

/** How many cells each candidate cuts a line into; without quotes one pass tells of all. */
function cellCounts(line: Buffer): number[] {
  if (line.includes(quote)) {
    return candidates.map((delimiter) => countCells(line, 0, line.length, delimiter));
  }
  const byteCounts = new Uint32Array(256);
  for (let at = 0; at < line.length; at += 1) byteCounts[line[at]] += 1;
  return candidates.map((delimiter) => byteCounts[delimiter] + 1);
}
