/** The lines of a Markdown table; a cell's `|` is escaped. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)];
}

/** With a unit that suits it. */
export function shownSeconds(seconds: number): string {
  if (seconds < 1) return `${shownDigits(1000 * seconds)} ms`;
  if (seconds < 600) return `${shownDigits(seconds)} s`;
  if (seconds < 2 * 3600) return `${shownDigits(seconds / 60)} min`;
  return `${shownDigits(seconds / 3600)} h`;
}

/** Three digits that count, none of them in an exponent. */
export function shownDigits(value: number): string {
  if (value === 0) return '0';
  const decimals = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toFixed(Math.min(decimals, 6));
}
