/** Hands a figure or its data to the user as a file, and says itself what went wrong. */
export type SaveFile = (suggestedName: string, content: string | Uint8Array) => Promise<void>;

/** The numbers behind a figure. */
export interface FigureTable {
  header: string[];
  rows: (string | number | null)[][];
}

/** Another form of what a figure shows, as text. */
export interface FigureText {
  /** On its button. */
  label: string;
  /** What it is, for those who hear it. */
  spoken: string;
  extension: string;
  text: () => string;
}

/** A column's header from a name that people read: `mse_trace_norm`. */
export function columnName(...parts: string[]): string {
  return parts.join('_').toLowerCase().replace(/\W+/g, '_');
}
