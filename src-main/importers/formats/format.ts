import type { TableRole } from '#shared/model/dataset.ts';
import type { ReadContext, Source } from '../context.ts';
import type { NumberTable } from '../tables/numberTable.ts';
import type { TextTable } from '../tables/textTable.ts';

/** The first whole lines of a file, decompressed, without line ends and byte order mark. */
export interface FileHead {
  lines: Buffer[];
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
}

/** Content of a file, with what its format knows of it. */
export type TableContent = { kind: 'numbers'; table: NumberTable } | { kind: 'words'; table: TextTable };

export interface ReadResult {
  content: TableContent;
  byteCount: number;
  sha256: string;
}

/** One way in which files write tables. A further format is one such object in `formats/index.ts`. */
export interface TableFormat {
  name: string;
  /** The roles that its tables can play. */
  roles: readonly TableRole[];
  /** @returns `undefined` when this is not a file of this format */
  recognise(head: FileHead): Recognition | undefined;
  /** @throws TracewiseError `invalid-input` with the place of what is wrong, `disk`, `cancelled` */
  read(source: Source, context: ReadContext): Promise<ReadResult>;
}
