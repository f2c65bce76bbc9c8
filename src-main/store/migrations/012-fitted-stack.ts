import type { Migration } from './migration.ts';

export const fittedStack: Migration = {
  version: 12,
  sql: `
    -- The trace norm's share in each drug's weights, of models that are stacks.
    CREATE TABLE fitted_stack (
      result_id INTEGER PRIMARY KEY REFERENCES model ON DELETE CASCADE,
      weights BLOB NOT NULL
    ) STRICT;
  `,
};
