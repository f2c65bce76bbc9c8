import type { Migration } from './migration.ts';

export const stack: Migration = {
  version: 7,
  sql: `
    -- The first part's share, fold after fold and drug after drug, of evaluations with a stack.
    CREATE TABLE stack (
      result_id INTEGER PRIMARY KEY REFERENCES evaluation ON DELETE CASCADE,
      weights BLOB NOT NULL
    ) STRICT;
  `,
};
