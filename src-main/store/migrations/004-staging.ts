import type { Migration } from './migration.ts';

export const staging: Migration = {
  version: 4,
  sql: `
    -- A data set that an import is still writing, with the process that does so and its sign of life in milliseconds
    -- since 1970: not current until the last step, and deleted when the process is gone.
    CREATE TABLE staged_dataset (
      dataset_id INTEGER PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
      token TEXT NOT NULL UNIQUE,
      pid INTEGER NOT NULL,
      host TEXT NOT NULL,
      beat INTEGER NOT NULL
    ) STRICT;
  `,
};
