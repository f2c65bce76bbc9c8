/** Hands a figure or its data to the user as a file, and says itself what went wrong. */
export type SaveFile = (suggestedName: string, content: string | Uint8Array) => Promise<void>;

/** The numbers behind a figure. */
export interface FigureTable {
  header: string[];
  rows: (string | number | null)[][];
}
