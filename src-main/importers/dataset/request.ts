import type { MissingPolicy, TableRole } from '#shared/model/dataset.ts';
import type { NamingOptions, Orientation, ReadingOptions } from '#shared/model/imports.ts';
import type { Source } from '../context.ts';

/** A file of an import, with what the user (or recognition) says it is. The sheet of a workbook is part of its source. */
export interface TableRequest extends Omit<ReadingOptions, 'sheet'> {
  source: Source;
  role: TableRole;
  /** A format's name, or `auto`. */
  format: string;
  /** `undefined`: settled by the names that the tables share. */
  orientation?: Orientation;
  /** For a response of one metric: its name; `undefined`: as the file or its name says. */
  metric?: string;
  /** For `features`: the block's name. */
  block?: string;
}

export interface DatasetRequest extends NamingOptions {
  dataset: string;
  tables: readonly TableRequest[];
  missing: MissingPolicy;
  /** Features that vary less (variance with divisor n over what is observed) are left out. */
  minVariance?: number;
}
