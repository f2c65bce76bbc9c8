import { sanityReport } from '#shared/model/sanity.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import type { Connection } from './connection.ts';

/** What was found in a data set; nothing is stored when it has gone meanwhile. @throws TracewiseError `disk` */
export function saveSanityReport(connection: Connection, datasetId: number, report: SanityReport): void {
  connection.write((database) =>
    database
      .prepare(
        'INSERT OR REPLACE INTO sanity_report (dataset_id, report) SELECT id, ? FROM dataset WHERE id = ?',
      )
      .run(JSON.stringify(report), datasetId),
  );
}

/** `undefined` before the first, and for one of another version of the program, whose shape is no longer known. */
export function loadSanityReport(connection: Connection, datasetId: number): SanityReport | undefined {
  return connection.read((database) => {
    const stored = database
      .prepare<[number], string>('SELECT report FROM sanity_report WHERE dataset_id = ?')
      .pluck()
      .get(datasetId);
    return stored === undefined ? undefined : sanityReport.safeParse(JSON.parse(stored)).data;
  });
}
