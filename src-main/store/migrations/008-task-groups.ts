import type { Migration } from './migration.ts';

export const taskGroups: Migration = {
  version: 8,
  sql: `
    -- Results can be of a further kind; the tables that refer to them keep doing so by name.
    CREATE TABLE new_result (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('evaluate', 'fit', 'screen', 'cluster', 'enrich', 'tasks')),
      dataset_id INTEGER NOT NULL REFERENCES dataset,
      settings TEXT NOT NULL,
      seed INTEGER NOT NULL,
      version TEXT NOT NULL,
      created_at TEXT NOT NULL,
      headline TEXT NOT NULL,
      warnings TEXT NOT NULL
    ) STRICT;
    INSERT INTO new_result (id, name, kind, dataset_id, settings, seed, version, created_at, headline, warnings)
      SELECT id, name, kind, dataset_id, settings, seed, version, created_at, headline, warnings FROM result;
    DROP TABLE result;
    ALTER TABLE new_result RENAME TO result;
    CREATE INDEX result_by_dataset ON result (dataset_id);

    CREATE TABLE grouped_drug (
      result_id INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
      position INTEGER NOT NULL,
      drug TEXT NOT NULL,
      entry_count INTEGER NOT NULL,
      mse_elastic_net REAL NOT NULL,
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;

    -- A drug's group of about this size, from 1, and its error there.
    CREATE TABLE task_group (
      result_id INTEGER NOT NULL,
      size INTEGER NOT NULL,
      position INTEGER NOT NULL,
      number INTEGER NOT NULL,
      mse REAL NOT NULL,
      PRIMARY KEY (result_id, size, position),
      FOREIGN KEY (result_id, position) REFERENCES grouped_drug ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX task_group_by_drug ON task_group (result_id, position);
  `,
};
