/** A column of values, and the metric that it holds; without one the file's name or the user names it. */
export interface ValueColumn {
  column: number;
  metric?: string;
}

/** How one source writes a long table: one row per sample and drug. All keys are as `headerKey` writes them. */
export interface LongSpec {
  name: string;
  /** For people. */
  label: string;
  /** Per entry one of these headers must be there. */
  signature: readonly (readonly string[])[];
  /** Columns with names of samples; a row whose first is empty goes by the next. */
  samples: readonly string[];
  drugs: readonly string[];
  /** Columns of ids that stand where the table has no names: lookups turn them into names. */
  ids: { samples: readonly string[]; drugs: readonly string[] };
  /** Ids without a lookup are names as good as any. */
  idsAreNames?: boolean;
  values: (top: { header: string[]; firstRows: string[][] }) => ValueColumn[];
  /** Columns that keep drugs of one name apart. */
  apart?: readonly string[];
  /** Rows that did not pass what their source checks. */
  leaveOut?: { key: string; values: readonly string[]; because: string };
  /** Names end with the tissue, as in `A549_LUNG`. */
  hasTissueInName?: boolean;
}
