import type { MissingPolicy, TableRole } from '#shared/model/dataset.ts';
import type { Source } from '../context.ts';

export type Orientation = 'samples-in-rows' | 'samples-in-columns';

/** A file of an import, with what the user (or recognition) says it is. */
export interface TableRequest {
  source: Source;
  role: TableRole;
  /** A format's name, or `auto`. */
  format: string;
  /** `undefined`: settled by the names that the tables share. */
  orientation?: Orientation;
  /** For a response: the metric's name; `undefined`: read off the file's name. */
  metric?: string;
  /** For `features`: the block's name. */
  block?: string;
}

export interface DatasetRequest {
  dataset: string;
  tables: readonly TableRequest[];
  missing: MissingPolicy;
  /** Features that vary less (variance with divisor n over what is observed) are left out. */
  minVariance?: number;
}
