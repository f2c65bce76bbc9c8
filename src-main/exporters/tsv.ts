/** A cell: words, a number (NaN and null are missing), or a truth. */
export type Cell = string | number | boolean | null;

const significantDigits = 17;

/** The line of a tab-separated table; words with a tab, a quote or a line end are quoted. */
export function tsvLine(cells: Iterable<Cell>): string {
  return `${Array.from(cells, formatCell).join('\t')}\n`;
}

function formatCell(cell: Cell): string {
  if (typeof cell === 'string') return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return cell === null ? 'NA' : formatNumber(cell);
}

/** As C's `%.17g`: enough digits that reading gives the same double; whole numbers stay whole; `NA` for NaN. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'NA';
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) return value > 0 ? 'Inf' : '-Inf';
  const text = value.toPrecision(significantDigits);
  const end = text.includes('e') ? text.indexOf('e') : text.length;
  const digits = text.slice(0, end);
  return `${digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits}${text.slice(end)}`;
}
