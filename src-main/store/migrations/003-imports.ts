import type { Migration } from './migration.ts';

export const imports: Migration = {
  version: 3,
  sql: `
    -- What a user decided on names, for later imports; chosen is NULL for a name that is left out.
    CREATE TABLE name_choice (
      kind TEXT NOT NULL CHECK (kind IN ('sample', 'gene')),
      written TEXT NOT NULL,
      chosen TEXT,
      PRIMARY KEY (kind, written)
    ) STRICT, WITHOUT ROWID;

    -- How the names of a data set's files went together, and what may be wrong with it: JSON, as the model has them.
    CREATE TABLE import_report (
      dataset_id INTEGER PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
      report TEXT NOT NULL
    ) STRICT;
    CREATE TABLE sanity_report (
      dataset_id INTEGER PRIMARY KEY REFERENCES dataset ON DELETE CASCADE,
      report TEXT NOT NULL
    ) STRICT;
  `,
};
