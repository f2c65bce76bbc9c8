import { createHash } from 'node:crypto';
import { TracewiseError } from '#shared/model/errors.ts';
import type { FoldTable } from '#shared/model/foldTable.ts';
import type Database from 'better-sqlite3';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { bytesOf } from './matrices.ts';

/** Keeps outer folds for runs that use them. @returns their SHA-256, over names and folds, in hexadecimal */
export function saveFoldTable(connection: Connection, { samples, drugs, folds }: FoldTable): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([samples, drugs]))
    .update(folds)
    .digest('hex');
  connection.write((database) =>
    database
      .prepare('INSERT OR IGNORE INTO fold_table (hash, samples, drugs, folds) VALUES (?, ?, ?, ?)')
      .run(hash, JSON.stringify(samples), JSON.stringify(drugs), bytesOf(folds)),
  );
  return hash;
}

/** @throws TracewiseError `invalid-setting` when the project keeps no such folds */
export function readFolds(database: Database.Database, hash: string): FoldTable {
  const row = database
    .prepare<[string], { samples: string; drugs: string; folds: Buffer }>(
      'SELECT samples, drugs, folds FROM fold_table WHERE hash = ?',
    )
    .get(hash);
  if (row === undefined) {
    throw new TracewiseError('invalid-setting', 'the project does not keep these folds', {
      found: hash,
      remedy: 'Read the table of folds again.',
    });
  }
  return {
    samples: parseStrings(row.samples),
    drugs: parseStrings(row.drugs),
    folds: Uint8Array.from(row.folds),
  };
}
