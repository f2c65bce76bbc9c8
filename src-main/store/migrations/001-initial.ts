import type { Migration } from './migration.ts';

export const initial: Migration = {
  version: 1,
  sql: `
    CREATE TABLE project (
      key TEXT PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE matrix (
      id INTEGER PRIMARY KEY,
      rows INTEGER NOT NULL,
      columns INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE matrix_chunk (
      matrix_id INTEGER NOT NULL REFERENCES matrix ON DELETE CASCADE,
      position INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (matrix_id, position)
    ) STRICT;

    -- A replaced data set stays, no longer current, for as long as a result or a job refers to it.
    CREATE TABLE dataset (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      current INTEGER NOT NULL,
      missing_policy TEXT NOT NULL,
      feature_matrix_id INTEGER NOT NULL REFERENCES matrix,
      hash TEXT NOT NULL,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE UNIQUE INDEX dataset_by_name ON dataset (name) WHERE current = 1;

    CREATE TABLE sample (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      tissue TEXT,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE feature (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      block TEXT NOT NULL,
      gene TEXT NOT NULL,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE drug (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      target TEXT,
      mechanism TEXT,
      drug_class TEXT,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE metric (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      higher_is_sensitive INTEGER NOT NULL,
      observed_count INTEGER NOT NULL,
      matrix_id INTEGER NOT NULL REFERENCES matrix,
      PRIMARY KEY (dataset_id, position),
      UNIQUE (dataset_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_file (
      dataset_id INTEGER NOT NULL REFERENCES dataset ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      role TEXT NOT NULL,
      format TEXT NOT NULL,
      byte_count INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (dataset_id, position)
    ) STRICT, WITHOUT ROWID;

    -- Runs and models share one set of names.
    CREATE TABLE result (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      kind TEXT NOT NULL CHECK (kind IN ('evaluate', 'fit')),
      dataset_id INTEGER NOT NULL REFERENCES dataset,
      settings TEXT NOT NULL,
      seed INTEGER NOT NULL,
      version TEXT NOT NULL,
      created_at TEXT NOT NULL,
      headline TEXT NOT NULL,
      warnings TEXT NOT NULL
    ) STRICT;
    CREATE INDEX result_by_dataset ON result (dataset_id);

    CREATE TABLE evaluation (
      result_id INTEGER PRIMARY KEY REFERENCES result ON DELETE CASCADE,
      drugs TEXT NOT NULL,
      samples TEXT NOT NULL,
      folds BLOB NOT NULL,
      observed_matrix_id INTEGER NOT NULL REFERENCES matrix,
      drug_mean_matrix_id INTEGER NOT NULL REFERENCES matrix
    ) STRICT;

    CREATE TABLE prediction (
      result_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
      position INTEGER NOT NULL,
      model TEXT NOT NULL,
      matrix_id INTEGER NOT NULL REFERENCES matrix,
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE lambda_curve (
      result_id INTEGER NOT NULL REFERENCES evaluation ON DELETE CASCADE,
      position INTEGER NOT NULL,
      name TEXT NOT NULL,
      model TEXT NOT NULL,
      chosen_index INTEGER NOT NULL,
      l1_ratio REAL,
      lambdas BLOB NOT NULL,
      errors BLOB NOT NULL,
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE model (
      result_id INTEGER PRIMARY KEY REFERENCES result ON DELETE CASCADE,
      drugs TEXT NOT NULL,
      weight_matrix_id INTEGER NOT NULL REFERENCES matrix,
      intercepts BLOB NOT NULL,
      feature_deviations BLOB NOT NULL,
      singular_values BLOB NOT NULL,
      -- NULL stands for NaN in these.
      lambda REAL,
      lambda_max REAL,
      objective REAL,
      loss REAL,
      trace_norm REAL,
      rank REAL,
      certificate REAL,
      status TEXT NOT NULL,
      iterations INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE drug_fit (
      result_id INTEGER NOT NULL REFERENCES model ON DELETE CASCADE,
      position INTEGER NOT NULL,
      drug TEXT NOT NULL,
      lambda REAL,
      l1_ratio REAL,
      sample_count INTEGER NOT NULL,
      nonzero_count INTEGER NOT NULL,
      certificate REAL,
      status TEXT NOT NULL,
      PRIMARY KEY (result_id, position)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE job (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      dataset_id INTEGER NOT NULL REFERENCES dataset,
      analysis TEXT NOT NULL,
      state TEXT NOT NULL,
      version TEXT NOT NULL,
      replaces INTEGER NOT NULL,
      error TEXT,
      created_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX job_by_dataset ON job (dataset_id);

    -- The result of a unit is kept until that of its job is stored.
    CREATE TABLE unit (
      id INTEGER PRIMARY KEY,
      job_id INTEGER NOT NULL REFERENCES job ON DELETE CASCADE,
      name TEXT NOT NULL,
      cost REAL NOT NULL,
      done INTEGER NOT NULL DEFAULT 0,
      result BLOB,
      UNIQUE (job_id, name)
    ) STRICT;

    -- The one process that computes in this project, with a sign of life in milliseconds since 1970.
    CREATE TABLE runner (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      token TEXT NOT NULL,
      pid INTEGER NOT NULL,
      host TEXT NOT NULL,
      beat INTEGER NOT NULL
    ) STRICT;
  `,
};
