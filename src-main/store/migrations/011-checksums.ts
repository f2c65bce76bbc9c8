import { keepAllChecksums } from '../checksums.ts';
import type { Migration } from './migration.ts';

export const checksums: Migration = {
  version: 11,
  sql: `
    -- Of content that a damaged disk can change without the database's own checks seeing it: CRC-32 of blobs, SHA-256
    -- over all rows of a result.
    CREATE TABLE chunk_checksum (
      matrix_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      checksum INTEGER NOT NULL,
      PRIMARY KEY (matrix_id, position),
      FOREIGN KEY (matrix_id, position) REFERENCES matrix_chunk ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE unit_checksum (
      unit_id INTEGER PRIMARY KEY REFERENCES unit ON DELETE CASCADE,
      checksum INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE result_checksum (
      result_id INTEGER PRIMARY KEY REFERENCES result ON DELETE CASCADE,
      checksum TEXT NOT NULL
    ) STRICT;
  `,
  fill: keepAllChecksums,
};
