/** Lower ends of the classes of P, from weak to strong, and how they are filled: white and yellow down to 0.01, then orange and red. */
export interface PClass {
  /** P of this class are above this. */
  above: number;
  label: string;
  fill: string;
}

export const pClasses: readonly PClass[] = [
  { above: 0.1, label: 'above 0.1', fill: 'var(--surface)' },
  { above: 0.05, label: '0.05 to 0.1', fill: '#fff6c9' },
  { above: 0.01, label: '0.01 to 0.05', fill: '#fbe07a' },
  { above: 1e-3, label: '0.001 to 0.01', fill: '#f9a94b' },
  { above: 1e-5, label: '10⁻⁵ to 0.001', fill: '#ee7426' },
  { above: 1e-8, label: '10⁻⁸ to 10⁻⁵', fill: '#cf3a12' },
  { above: -1, label: '10⁻⁸ and below', fill: '#8e1207' },
];

/** How a P is filled. */
export function fillOfP(pValue: number): string {
  return (pClasses.find(({ above }) => pValue > above) ?? pClasses[pClasses.length - 1]).fill;
}

export interface HeatmapFrame {
  width: number;
  /** Room for the names of the sets, and above the columns for those of the drugs. */
  rowNames: number;
  columnNames: number;
  /** Room right of the last column, over which its name leans. */
  overhang: number;
}

export interface HeatmapGrid {
  cellWidth: number;
  cellHeight: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

const leastCellWidth = 13;
const widestCell = 28;
const cellHeight = 18;
const margin = 8;

/** Cells as wide as the frame allows; wider than the frame where there are too many. */
export function layOutGrid(frame: HeatmapFrame, rows: number, columns: number): HeatmapGrid {
  const free = frame.width - frame.rowNames - frame.overhang;
  const cellWidth = Math.max(leastCellWidth, Math.min(widestCell, Math.floor(free / Math.max(1, columns))));
  return {
    cellWidth,
    cellHeight,
    left: frame.rowNames,
    top: frame.columnNames,
    width: frame.rowNames + columns * cellWidth + frame.overhang,
    height: frame.columnNames + rows * cellHeight + margin,
  };
}

export interface CellPlace {
  row: number;
  column: number;
}

/** The cell that an arrow key, Home or End leads to; `undefined` for other keys. */
export function nextCell(key: string, from: CellPlace, rows: number, columns: number): CellPlace | undefined {
  const { row, column } = from;
  switch (key) {
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'Home':
      return { row, column: 0 };
    case 'End':
      return { row, column: columns - 1 };
    default:
      return undefined;
  }
}

/** A name cut to a length, with dots. */
export function shortened(name: string, length: number): string {
  return name.length <= length ? name : `${name.slice(0, length - 1).trimEnd()}…`;
}
