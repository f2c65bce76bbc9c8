const seriesCount = 7;

/** The colour of an outer fold, or of any other class numbered from 1; it comes round again after seven. */
export function foldColour(fold: number): string {
  return `var(--series-${((fold - 1) % seriesCount) + 1})`;
}
