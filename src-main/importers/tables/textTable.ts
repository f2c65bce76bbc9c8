/** A small table of words as it stands in its file, for what describes drugs or samples. */
export interface TextTable {
  header: string[];
  rows: { line: number; cells: string[] }[];
}
