import Database from 'better-sqlite3';
import type { TracewiseError } from '#shared/model/errors.ts';
import { damagedFile, readOnlyFile, storageError } from './storageErrors.ts';

/** How long a statement waits for another process's lock, in milliseconds. */
const lockPatience = 5000;

/** Pages of 16 KiB in the WAL after which they go into the file: few, so that no commit takes long. */
const walPages = 256;

/** Changed pages of 16 KiB beyond which a transaction writes before its end: more than a chunk of a matrix has. */
const pagesHeld = 512;

/** A WAL beyond this is cut back after its checkpoint, in bytes. */
const walSizeLimit = 64 * 2 ** 20;

/** Pages of 16 KiB that a backup copies before others have the thread. */
const pagesCopied = 256;

export interface ConnectionOptions {
  readOnly: boolean;
  /** Why nothing may be written, where that is not for the file and its folder to say. */
  refusal?: TracewiseError;
  /** Without write-ahead logging, which needs memory that all who have the file open share. */
  withoutLog?: boolean;
  /** Once it is closed. */
  onClosed?: () => void;
  /** Another process writes: whichever closes last leaves one file. */
  besideWriter?: boolean;
}

/**
 * One open database file. Reads leave the file as it is; the first small write turns to write-ahead logging, and
 * closing turns back, so that at rest one file is the project and can be read from a read-only disk.
 */
export class Connection {
  readonly path: string;
  readonly readOnly: boolean;
  readonly #options: ConnectionOptions;
  readonly #database: Database.Database;

  constructor(path: string, options: ConnectionOptions) {
    this.path = path;
    this.readOnly = options.readOnly;
    this.#options = options;
    this.#database = new Database(path, {
      readonly: options.readOnly && options.besideWriter !== true,
      fileMustExist: true,
      timeout: lockPatience,
    });
    this.#database.pragma('foreign_keys = ON');
    this.#database.pragma('synchronous = FULL');
    this.#database.pragma(`cache_spill = ${pagesHeld}`);
    this.#database.pragma(`wal_autocheckpoint = ${walPages}`);
    this.#database.pragma(`journal_size_limit = ${walSizeLimit}`);
    if (options.besideWriter === true) this.#database.pragma('query_only = ON');
  }

  /** @throws TracewiseError `disk`, `corrupt` or `conflict` */
  read<T>(work: (database: Database.Database) => T): T {
    return this.#translated(() => work(this.#database));
  }

  /**
   * All or nothing: one immediate transaction.
   * @throws TracewiseError `disk`, `corrupt` or `conflict`
   */
  write<T>(work: (database: Database.Database) => T): T {
    return this.#translated(() => {
      this.#refuseReadOnly();
      if (!this.#database.inTransaction && this.#options.withoutLog !== true) {
        this.#database.pragma('journal_mode = WAL');
      }
      return this.#database.transaction(() => work(this.#database)).immediate();
    });
  }

  /**
   * As `write`, for many megabytes: with a rollback journal, where what is appended is written once and a failure
   * cuts the file back, instead of filling a write-ahead log of the same size first.
   */
  writeBulk<T>(work: (database: Database.Database) => T): T {
    return this.#translated(() => {
      this.#refuseReadOnly();
      this.#leaveWal();
      return this.#database.transaction(() => work(this.#database)).immediate();
    });
  }

  /**
   * As `writeBulk`, with references between tables unchecked until the end, so that a table can be built anew under the
   * rows that refer to it (SQLite, "Making other kinds of table schema changes").
   * @throws TracewiseError `corrupt` when a reference leads nowhere afterwards, and then nothing has changed
   */
  rebuild<T>(work: (database: Database.Database) => T): T {
    this.#translated(() => this.#database.pragma('foreign_keys = OFF'));
    try {
      return this.writeBulk((database) => {
        const result = work(database);
        const lost = database.prepare<[], { table: string }>('PRAGMA foreign_key_check').get();
        if (lost === undefined) return result;
        throw damagedFile(this.path, new Error(`a row of the table ${lost.table} refers to nothing`));
      });
    } finally {
      this.#database.pragma('foreign_keys = ON');
    }
  }

  /** Makes tables that this connection alone has, and that are nowhere in the file: also where nothing may be written. */
  addTemporary(sql: string): void {
    this.#translated(() => {
      const isQueryOnly = this.#database.pragma('query_only', { simple: true }) === 1;
      this.#database.pragma('query_only = OFF');
      try {
        this.#database.exec(sql);
      } finally {
        if (isQueryOnly) this.#database.pragma('query_only = ON');
      }
    });
  }

  /** Copies the file as it is, so many pages at a time. */
  async backUp(destination: string): Promise<void> {
    try {
      await this.#database.backup(destination, { progress: () => pagesCopied });
    } catch (error) {
      throw storageError(error, destination);
    }
  }

  /** Folds everything into the one file, unless another process still has it open. */
  close(): void {
    if (!this.#database.open) return;
    try {
      this.#database.pragma('query_only = OFF');
      if (!this.#database.readonly) this.#translated(() => this.#leaveWal());
    } finally {
      this.#database.close();
      this.#options.onClosed?.();
    }
  }

  /** Why nothing may be written here; `undefined` when it may. */
  get refusal(): TracewiseError | undefined {
    return this.readOnly ? (this.#options.refusal ?? readOnlyFile(this.path)) : undefined;
  }

  #refuseReadOnly(): void {
    if (this.refusal !== undefined) throw this.refusal;
  }

  /** Another process that has the file open keeps it in write-ahead logging; the last one to close leaves it. */
  #leaveWal(): void {
    if (this.#database.inTransaction) return;
    if (this.#database.pragma('journal_mode', { simple: true }) !== 'wal') return;
    this.#database.pragma('busy_timeout = 0');
    try {
      this.#database.pragma('journal_mode = DELETE');
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error;
    } finally {
      this.#database.pragma(`busy_timeout = ${lockPatience}`);
    }
  }

  #translated<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storageError(error, this.path);
    }
  }
}
