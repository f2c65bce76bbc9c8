import type { Migration } from './migration.ts';

export const layout: Migration = {
  version: 10,
  sql: `
    -- Outer folds that a table gave, under the SHA-256 that settings name them by. Names are JSON; the folds are a byte
    -- each, column after column.
    CREATE TABLE fold_table (
      hash TEXT PRIMARY KEY,
      samples TEXT NOT NULL,
      drugs TEXT NOT NULL,
      folds BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The imports that made a data set, in their order: JSON, as the model has them. Older data sets have none.
    CREATE TABLE import_step (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      step TEXT NOT NULL,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID;
  `,
};
