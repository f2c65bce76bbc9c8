import type { Migration } from './migration.ts';

export const enrichment: Migration = {
  version: 6,
  sql: `
    -- What P and q follow from. The blobs are deflated: JSON as the model has it, and 32-bit numbers.
    CREATE TABLE enrichment (
      result_id INTEGER PRIMARY KEY REFERENCES derivation ON DELETE CASCADE,
      universe_size INTEGER NOT NULL,
      sets BLOB NOT NULL,
      queries BLOB NOT NULL,
      genes BLOB NOT NULL,
      membership_starts BLOB NOT NULL,
      membership_sets BLOB NOT NULL,
      matching TEXT NOT NULL
    ) STRICT;
  `,
};
