import type Database from 'better-sqlite3';
import { ChangedContent, keepChunkChecksum, keepUnitChecksum, requireUnchanged } from '../checksums.ts';
import { columnsOf, isDatabaseError } from './readable.ts';
import type { Row } from './readable.ts';

/** What other rows belong to by a column of its name. */
export type RootTable = 'dataset' | 'result' | 'job';

/** These refer to a root without being a part of it, or are made anew. */
const notParts: readonly string[] = ['result', 'job', 'staged_dataset', 'result_checksum'];

/** Copies objects, whole or not at all, from a damaged database into a sound one of the newest tables. */
export class ObjectCopier {
  readonly #source: Database.Database;
  readonly #target: Database.Database;
  readonly #columns = new Map<string, string[]>();
  readonly #tables: string[];

  constructor(source: Database.Database, target: Database.Database) {
    this.#source = source;
    this.#target = target;
    this.#tables = target
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .pluck()
      .all();
  }

  /**
   * One object with everything that belongs to it.
   * @throws ChangedContent, and what a damaged database throws: nothing of it is in the target then
   */
  copy(root: RootTable, row: Row): void {
    this.#target.transaction(() => {
      this.#insert(root, row);
      this.#copyMatricesOf(row, true);
      for (const table of this.#partsOf(root)) this.#copyPart(table, root, row, true);
    })();
  }

  /**
   * A data set that users do not see any more, without its values and with those of its names that read: what results
   * refer to.
   * @throws as `copy`, when not even its row reads
   */
  copyOutline(row: Row): void {
    this.#target.transaction(() => {
      this.#insert('dataset', { ...row, current: 0 });
      this.#copyMatricesOf(row, false);
    })();
    for (const table of this.#partsOf('dataset')) {
      reads(() => this.#target.transaction(() => this.#copyPart(table, 'dataset', row, false))());
    }
  }

  #copyPart(table: string, root: RootTable, row: Row, withValues: boolean): void {
    for (const part of this.#rows(table, `${root}_id`, row['id'])) {
      this.#insert(table, part);
      this.#copyMatricesOf(part, withValues);
      if (table === 'unit') this.#copyUnitChecksum(part);
    }
  }

  /** A row of a table that nothing belongs to. */
  copyRow(table: string, row: Row): void {
    this.#insert(table, row);
  }

  #partsOf(root: RootTable): string[] {
    return this.#tables.filter(
      (table) => !notParts.includes(table) && this.#columnsOf(table).includes(`${root}_id`),
    );
  }

  #rows(table: string, key: string, value: unknown): Row[] {
    const known = columnsOf(this.#source, table);
    if (!known.includes(key)) return [];
    return this.#source.prepare<[unknown], Row>(`SELECT * FROM ${table} WHERE ${key} = ?`).all(value);
  }

  #insert(table: string, row: Row): void {
    const columns = this.#columnsOf(table).filter((column) => column in row);
    this.#target
      .prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`)
      .run(columns.map((column) => row[column]));
  }

  #columnsOf(table: string): string[] {
    const known = this.#columns.get(table) ?? columnsOf(this.#target, table);
    this.#columns.set(table, known);
    return known;
  }

  #copyMatricesOf(row: Row, withValues: boolean): void {
    const ids = Object.keys(row).filter((column) => column.endsWith('matrix_id'));
    for (const column of ids) this.#copyMatrix(row[column], withValues);
  }

  #copyMatrix(id: unknown, withValues: boolean): void {
    const shape = this.#rows('matrix', 'id', id).at(0);
    if (shape === undefined) throw new ChangedContent(`matrix ${String(id)} is missing`);
    this.#insert('matrix', shape);
    if (!withValues) return;
    for (const chunk of this.#rows('matrix_chunk', 'matrix_id', id)) {
      const { position, bytes } = chunk;
      if (typeof position !== 'number' || !(bytes instanceof Uint8Array)) {
        throw new ChangedContent(`a part of matrix ${String(id)} is not what was stored`);
      }
      const kept = this.#rows('chunk_checksum', 'matrix_id', id).find((row) => row['position'] === position);
      requireUnchanged(bytes, numberOf(kept?.['checksum']), `a part of matrix ${String(id)}`);
      this.#insert('matrix_chunk', chunk);
      keepChunkChecksum(this.#target, Number(id), position, bytes);
    }
  }

  #copyUnitChecksum(unit: Row): void {
    const { id, result } = unit;
    if (!(result instanceof Uint8Array)) return;
    const kept = this.#rows('unit_checksum', 'unit_id', id).at(0);
    requireUnchanged(result, numberOf(kept?.['checksum']), `the unit ${String(unit['name'])}`);
    keepUnitChecksum(this.#target, Number(id), result);
  }
}

/** Whether something of a damaged database could be copied. */
export function reads(copy: () => void): boolean {
  try {
    copy();
    return true;
  } catch (error) {
    if (isDatabaseError(error) || error instanceof ChangedContent) return false;
    throw error;
  }
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
