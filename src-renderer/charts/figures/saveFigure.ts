/** Hands a figure or its data to the user as a file, and says itself what went wrong. */
export type SaveFile = (suggestedName: string, content: string | Uint8Array) => Promise<void>;

/** The numbers behind a figure. */
export interface FigureTable {
  header: string[];
  rows: (string | number | null)[][];
}

/** A column's header from a name that people read: `mse_trace_norm`. */
export function columnName(...parts: string[]): string {
  return parts.join('_').toLowerCase().replace(/\W+/g, '_');
}
