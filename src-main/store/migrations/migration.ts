import type Database from 'better-sqlite3';

export interface Migration {
  /** The `user_version` of a file once this has run; counts up from 1 without gaps. */
  version: number;
  sql: string;
  /** What follows from the rows that are there, and SQL cannot say. */
  fill?: (database: Database.Database) => void;
}
