import type { Migration } from './migration.ts';

export const screen: Migration = {
  version: 2,
  sql: `
    -- Results can be of a further kind; the tables that refer to them keep doing so by name.
    CREATE TABLE new_result (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('evaluate', 'fit', 'screen')),
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

    CREATE TABLE screened_drug (
      result_id INTEGER NOT NULL REFERENCES result ON DELETE CASCADE,
      position INTEGER NOT NULL,
      metric TEXT NOT NULL,
      drug TEXT NOT NULL,
      sample_count INTEGER NOT NULL,
      -- NULL stands for NaN in these.
      interquartile_range REAL,
      true_median REAL,
      permuted_median REAL,
      p_value REAL,
      -- NULL stands for none in these.
      permutation_p REAL,
      q_value REAL,
      is_noisy INTEGER NOT NULL,
      repeats_run INTEGER NOT NULL,
      permutations_run INTEGER NOT NULL,
      is_early INTEGER NOT NULL,
      l1_ratio REAL,
      PRIMARY KEY (result_id, position),
      UNIQUE (result_id, metric, drug)
    ) STRICT, WITHOUT ROWID;

    -- Apart from the facts, which are read without them.
    CREATE TABLE screen_errors (
      result_id INTEGER NOT NULL,
      position INTEGER NOT NULL,
      true_errors BLOB NOT NULL,
      permuted_errors BLOB NOT NULL,
      PRIMARY KEY (result_id, position),
      FOREIGN KEY (result_id, position) REFERENCES screened_drug ON DELETE CASCADE
    ) STRICT;
  `,
};
