import { deflateSync, inflateSync } from 'node:zlib';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { EnrichSettings, Enrichment } from '#shared/model/enrichment.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { requireResult } from './results.ts';
import type { StoredResult } from './results.ts';

export interface StoredEnrichment extends StoredResult {
  settings: EnrichSettings;
  enrichment: Enrichment;
}

const count = z.number().int().min(0);
const testedSets = z.array(z.strictObject({ name: z.string(), description: z.string(), size: count }));
const enrichedQueries = z.array(
  z.strictObject({ name: z.string(), takenCount: count, genes: z.array(count), targets: z.array(count) }),
);
const matchingCounts = z.strictObject({
  writtenCount: count,
  exactCount: count,
  aliasCount: count,
  unmatchedCount: count,
});

/** The content of a result, within a transaction of the caller. */
export function insertEnrichment(database: Database.Database, id: number, enrichment: Enrichment): void {
  const { universeSize, sets, queries, genes, memberships, matching } = enrichment;
  database
    .prepare(
      `INSERT INTO enrichment (result_id, universe_size, sets, queries, genes, membership_starts, membership_sets,
         matching)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      universeSize,
      deflateJson(sets),
      deflateJson(queries),
      deflateJson(genes),
      deflateSync(memberships.starts),
      deflateSync(memberships.sets),
      JSON.stringify(matching),
    );
}

interface EnrichmentRow {
  universe_size: number;
  sets: Buffer;
  queries: Buffer;
  genes: Buffer;
  membership_starts: Buffer;
  membership_sets: Buffer;
  matching: string;
}

/** @throws TracewiseError `not-found` */
export function loadEnrichment(connection: Connection, name: string): StoredEnrichment {
  return connection.read((database) => {
    const { id, stored, warnings } = requireResult(database, name, 'enrich');
    const row = database
      .prepare<[number], EnrichmentRow>('SELECT * FROM enrichment WHERE result_id = ?')
      .get(id);
    if (row === undefined || stored.analysis.kind !== 'enrich') {
      throw new RangeError(`invalid project: "${name}" has no enrichment`);
    }
    const { settings } = stored.analysis;
    const enrichment: Enrichment = {
      settings,
      universeSize: row.universe_size,
      sets: testedSets.parse(inflateJson(row.sets)),
      queries: enrichedQueries.parse(inflateJson(row.queries)),
      genes: z.array(z.string()).parse(inflateJson(row.genes)),
      memberships: {
        starts: inflateIntegers(row.membership_starts),
        sets: inflateIntegers(row.membership_sets),
      },
      matching: matchingCounts.parse(JSON.parse(row.matching)),
      warnings: parseStrings(warnings),
    };
    return { ...stored, settings, enrichment };
  });
}

function deflateJson(value: unknown): Buffer {
  return deflateSync(JSON.stringify(value));
}

function inflateJson(blob: Buffer): unknown {
  return JSON.parse(inflateSync(blob).toString('utf8'));
}

function inflateIntegers(blob: Buffer): Int32Array {
  const bytes = inflateSync(blob);
  return new Int32Array(Uint8Array.from(bytes).buffer);
}
