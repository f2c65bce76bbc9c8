export type TsvCell = string | number | null | undefined;

/** Tab-separated text with a header line; missing values are `NA`, and numbers keep all their digits. */
export function toTsv(header: readonly string[], rows: readonly (readonly TsvCell[])[]): string {
  const lines = [header.map(formatCell), ...rows.map((row) => row.map(formatCell))];
  return lines.map((cells) => `${cells.join('\t')}\n`).join('');
}

function formatCell(cell: TsvCell): string {
  if (cell === null || cell === undefined) return 'NA';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : 'NA';
  return cell.replace(/[\t\r\n]+/g, ' ');
}
