import type { TableRole } from '#shared/model/dataset.ts';
import type { DuplicateNames, Orientation, ReadingOptions } from '#shared/model/imports.ts';
import type { ReadContext, Source } from '../context.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { TextTable } from '../tables/textTable.ts';
import type { MatrixLayout } from './matrixLayout.ts';

/** The first whole lines of a file, decompressed, without line ends and byte order mark. */
export interface FileHead {
  lines: Buffer[];
  /** Where each of them stands in the file, from 1; when left out no line above them is blank. */
  lineNumbers?: number[];
  /** The file has no further lines. */
  complete: boolean;
}

/** What a reader makes of a head that it can read. */
export interface Recognition {
  /** For people, for instance `plain matrix, tab-separated`. */
  label: string;
  /** Of several readers that take a file, the surest reads it. 0 to 1. */
  confidence: number;
  delimiter: number;
  /** From 1; 1 when left out. */
  headerLine?: number;
  /** What such a file is for, where the format says so. */
  role?: TableRole;
  /** Where the format says so. */
  orientation?: Orientation;
  /** Metrics that the file itself names. */
  metrics?: string[];
  /** Columns of ids that a lookup table must turn into names. */
  idColumns?: string[];
  /**
   * Of a matrix: where its names and values stand.
   * @throws TracewiseError `invalid-input` for a header that is not text
   */
  layout?: (file: string) => MatrixLayout;
}

/** A part of what a file holds: a matrix, or descriptions. */
export type TableContent =
  | {
      kind: 'numbers';
      table: NumberTable;
      /** Where the format says so. */
      orientation?: Orientation;
      /** Samples that a table of samples lists and this one does not tell of are zero throughout. */
      absentAreZero?: boolean;
      /** Of responses in a file that names its metrics. */
      metric?: string;
    }
  | { kind: 'words'; role: 'drugs' | 'samples' | 'lookup'; table: TextTable };

/** Names that stood several times in one file: a row or a column where the file does not say which side is which. */
export interface FoundDuplicates extends Omit<DuplicateNames, 'file' | 'kind'> {
  kind: DuplicateNames['kind'] | 'row' | 'column';
}

export interface ReadResult {
  /** One matrix per metric for responses, one for features; what the file says of drugs or samples beside them. */
  contents: TableContent[];
  duplicates: FoundDuplicates[];
  /** What was done to the file, one sentence each. */
  notices: string[];
  byteCount: number;
  sha256: string;
}

/** What the user says of a file besides its format. */
export interface ReadOptions extends Omit<ReadingOptions, 'sheet'> {
  role: TableRole;
  /** The first lines of the file, where they were looked at already. */
  head?: FileHead;
  /** Where the user says so. */
  orientation?: Orientation;
  /** Tables to join ids to, in the order given. */
  lookups: readonly { file: string; table: TextTable }[];
}

/** One way in which files write tables. A further format is one such object in `formats/index.ts`. */
export interface TableFormat {
  name: string;
  /** The roles that its tables can play. */
  roles: readonly TableRole[];
  /** @returns `undefined` when this is not a file of this format */
  recognise(head: FileHead): Recognition | undefined;
  /** @throws TracewiseError `invalid-input` with the place of what is wrong, `disk`, `cancelled` */
  read(source: Source, options: ReadOptions, context: ReadContext): Promise<ReadResult>;
}
