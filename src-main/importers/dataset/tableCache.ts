import { stat } from 'node:fs/promises';
import type { ReadResult, TableContent } from '../formats/format.ts';
import type { TableRequest } from './request.ts';

/** What was read, and by which format. */
export interface NamedResult extends ReadResult {
  format: string;
  /** Of a workbook: the one that was read. */
  sheet?: string;
}

/** Milliseconds after which what nobody came back for is let go. */
const patience = 5 * 60_000;

/**
 * Keeps what the files of one request held from one look at it to the next, so that only files that have changed, or that
 * are to be read in another way, are read again.
 */
export class TableCache {
  readonly #results = new Map<string, NamedResult>();
  readonly #patience: number;
  #lookCount = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { patience: number } = { patience }) {
    this.#patience = options.patience;
  }

  /** Whether nothing is kept. */
  get isEmpty(): boolean {
    return this.#results.size === 0;
  }

  /** Runs work that looks at what is kept and leaves its values as they are: meanwhile nobody takes it. */
  async look<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#lookCount += 1;
    try {
      return await work();
    } finally {
      this.#lookCount -= 1;
      this.#rest();
    }
  }

  /** Lets go of all but these. */
  keepOnly(keys: readonly string[]): void {
    for (const key of [...this.#results.keys()]) if (!keys.includes(key)) this.#results.delete(key);
  }

  /** What is kept under a key, in tables of its own over the same values. */
  find(key: string): NamedResult | undefined {
    const result = this.#results.get(key);
    return result === undefined ? undefined : withOwnTables(result);
  }

  keep(key: string, result: NamedResult): void {
    this.#results.set(key, withOwnTables(result));
  }

  /** As `find`, and no longer kept, for who changes and frees the values; nothing while somebody looks at it. */
  take(key: string): NamedResult | undefined {
    const result = this.#lookCount > 0 ? undefined : this.#results.get(key);
    this.#results.delete(key);
    return result;
  }

  /** Lets go of everything. */
  clear(): void {
    this.#results.clear();
    clearTimeout(this.#timer);
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.clear(), this.#patience);
    this.#timer.unref();
  }
}

/** How a request uses what is kept: to look at it, or to take it and leave nothing. */
export interface CacheUse {
  cache: TableCache;
  taking: boolean;
}

/** The tables of a request, those that are kept and the others by `read`; each is handed to `onResult` before the next. */
export async function readOrFind(
  tables: readonly TableRequest[],
  use: CacheUse | undefined,
  read: (place: number) => Promise<NamedResult>,
  onResult: (place: number, result: NamedResult) => void,
): Promise<NamedResult[]> {
  const places = lookupsFirst(tables);
  const lookupKeys: string[] = [];
  const results: NamedResult[] = [];
  const keys: string[] = [];
  for (const place of places) {
    const key = await keyOf(tables[place], lookupKeys);
    if (tables[place].role === 'lookup') lookupKeys.push(key);
    keys.push(key);
  }
  use?.cache.keepOnly(keys);
  for (const [turn, place] of places.entries()) {
    const kept = use?.taking === true ? use.cache.take(keys[turn]) : use?.cache.find(keys[turn]);
    results[place] = kept ?? (await read(place));
    onResult(place, results[place]);
    if (kept === undefined && use?.taking === false) use.cache.keep(keys[turn], results[place]);
  }
  return results;
}

/** The order to read tables in, as places: those that others are joined to come first. */
function lookupsFirst(tables: readonly TableRequest[]): number[] {
  const places = [...tables.keys()];
  const isLookup = (place: number) => tables[place].role === 'lookup';
  return [...places.filter(isLookup), ...places.filter((place) => !isLookup(place))];
}

/** What a table is kept under: its file as it is now, and all that decides how it is read. */
async function keyOf(request: TableRequest, lookupKeys: readonly string[]): Promise<string> {
  const reading = { ...request, block: undefined };
  const facts = await stat(request.source.path).then(
    ({ size, mtimeMs, ino }) => [size, mtimeMs, ino],
    () => [],
  );
  return JSON.stringify([reading, facts, request.role === 'lookup' ? [] : lookupKeys]);
}

function withOwnTables(result: NamedResult): NamedResult {
  return { ...result, contents: result.contents.map(ownTable) };
}

function ownTable(content: TableContent): TableContent {
  if (content.kind === 'words') return content;
  return { ...content, table: { ...content.table, slabs: [...content.table.slabs] } };
}
