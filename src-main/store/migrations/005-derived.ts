import type { Migration } from './migration.ts';

export const derived: Migration = {
  version: 5,
  sql: `
    -- Results can be of further kinds; the tables that refer to them keep doing so by name.
    CREATE TABLE new_result (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('evaluate', 'fit', 'screen', 'cluster', 'enrich')),
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

    -- What a result was derived from. It keeps what it says when its model goes: then model_id is NULL, and the hash
    -- still tells whether another model of that name is the same.
    CREATE TABLE derivation (
      result_id INTEGER PRIMARY KEY REFERENCES result ON DELETE CASCADE,
      model_id INTEGER REFERENCES result ON DELETE SET NULL,
      source_hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX derivation_by_model ON derivation (model_id);

    CREATE TABLE clustering (
      result_id INTEGER PRIMARY KEY REFERENCES derivation ON DELETE CASCADE,
      cluster_count INTEGER NOT NULL,
      -- JSON, as the model has them.
      tree TEXT NOT NULL,
      clusters TEXT NOT NULL,
      agreements TEXT NOT NULL
    ) STRICT;
  `,
};
