import { estimateTextWidth } from './textWidth.ts';

export type LegendShape = 'line' | 'dashes' | 'dot' | 'ring' | 'diamond' | 'bar' | 'tick';

export interface LegendItem {
  label: string;
  colour: string;
  shape: LegendShape;
}

export interface PlacedLegendItem extends LegendItem {
  x: number;
  row: number;
}

export const legendFontSize = 11;
export const legendRowHeight = 17;
export const legendSwatch = 10;

const gapAfterSwatch = 5;
const gapBetween = 14;

/** Items in reading order, in as many rows as the width asks for. */
export function placeLegend(items: readonly LegendItem[], width: number): PlacedLegendItem[] {
  let x = 0;
  let row = 0;
  return items.map((item) => {
    const itemWidth = legendSwatch + gapAfterSwatch + estimateTextWidth(item.label, legendFontSize);
    if (x > 0 && x + itemWidth > width) {
      x = 0;
      row += 1;
    }
    const placed = { ...item, x, row };
    x += itemWidth + gapBetween;
    return placed;
  });
}

/** The height that a legend needs, with the space under it; 0 when there is nothing to tell apart. */
export function legendHeight(items: readonly PlacedLegendItem[]): number {
  const last = items.at(-1);
  return last === undefined ? 0 : (last.row + 1) * legendRowHeight + 4;
}
