import type Database from 'better-sqlite3';
import { z } from 'zod';
import { drugLabelKinds } from '#shared/model/clustering.ts';
import type { Clustering } from '#shared/model/clustering.ts';
import { parseStrings } from './analysisRecord.ts';
import type { Connection } from './connection.ts';
import { requireResult } from './results.ts';
import type { StoredResult } from './results.ts';

export interface StoredClustering extends StoredResult {
  clustering: Clustering;
}

const wholeNumbers = z.array(z.number().int());

const tree = z.strictObject({
  items: z.array(z.string()),
  merges: wholeNumbers,
  heights: z.array(z.number()),
  order: wholeNumbers,
});

const agreements = z.array(
  z.strictObject({
    label: z.enum(drugLabelKinds),
    classCount: z.number().int(),
    labelledCount: z.number().int(),
    byClusterCount: z.array(z.number().nullable()),
  }),
);

/** What a clustering has beyond any derived result, within a transaction of the caller. */
export function insertClustering(database: Database.Database, id: number, clustering: Clustering): void {
  database
    .prepare(
      'INSERT INTO clustering (result_id, cluster_count, tree, clusters, agreements) VALUES (?, ?, ?, ?, ?)',
    )
    .run(
      id,
      clustering.k,
      JSON.stringify(clustering.tree),
      JSON.stringify(clustering.clusters),
      JSON.stringify(clustering.agreements),
    );
}

interface ClusteringRow {
  cluster_count: number;
  tree: string;
  clusters: string;
  agreements: string;
}

/** @throws TracewiseError `not-found` */
export function loadClustering(connection: Connection, name: string): StoredClustering {
  return connection.read((database) => {
    const { id, stored, warnings } = requireResult(database, name, 'cluster');
    const row = database
      .prepare<[number], ClusteringRow>('SELECT * FROM clustering WHERE result_id = ?')
      .get(id);
    if (row === undefined || stored.analysis.kind !== 'cluster') {
      throw new RangeError(`invalid project: "${name}" has no clustering`);
    }
    const clustering: Clustering = {
      settings: stored.analysis.settings,
      tree: tree.parse(JSON.parse(row.tree)),
      k: row.cluster_count,
      clusters: wholeNumbers.parse(JSON.parse(row.clusters)),
      agreements: agreements.parse(JSON.parse(row.agreements)),
      warnings: parseStrings(warnings),
    };
    return { ...stored, clustering };
  });
}

/** How many clusters the tree was cut into, without the tree. @throws TracewiseError `not-found` */
export function clusterCount(connection: Connection, name: string): number {
  return connection.read((database) => {
    const { id } = requireResult(database, name, 'cluster');
    const count = database
      .prepare<[number], number>('SELECT cluster_count FROM clustering WHERE result_id = ?')
      .pluck()
      .get(id);
    if (count === undefined) throw new RangeError(`invalid project: "${name}" has no clustering`);
    return count;
  });
}
