import { statSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { buildDataset, matchTables } from '#main/importers/dataset/buildDataset.ts';
import type { DatasetRequest } from '#main/importers/dataset/request.ts';
import { TableCache } from '#main/importers/dataset/tableCache.ts';
import type { Orientation } from '#shared/model/imports.ts';
import { randomNormal, randomStream } from '#shared/numerics/random/stream.ts';
import { readingContext, sourceOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';

/** Seconds since 1970. */
const writtenAt = 1_700_000_000;
const samples = Array.from({ length: 30 }, (_, index) => `L${index}`);
const genes = Array.from({ length: 40 }, (_, index) => `G${index}`);

function cell(row: number, column: number, stream: { next: () => number }): string {
  if (column % 9 === 0 && row === 4) return 'NA';
  if (column % 7 === 0) return '1';
  return ((column / 20) * randomNormal(stream)).toFixed(3);
}

function requestOf(orientation: Orientation): DatasetRequest {
  const folder = temporaryFolder();
  const stream = randomStream(1, 'cached tables');
  const rows = [...samples]
    .reverse()
    .map((name, row) => [name, ...genes.map((_, c) => cell(row, c, stream))]);
  const table = [['sample', ...genes], ...rows];
  const turned = table[0].map((_, column) => table.map((cells) => cells[column]));
  const response = [['sample', 'A', 'B'], ...samples.slice(3).map((name, row) => [name, row, row % 5])];
  const text = (cells: readonly (readonly unknown[])[]) => cells.map((row) => `${row.join('\t')}\n`).join('');
  const request: DatasetRequest = {
    dataset: 'panel',
    missing: 'mean',
    tables: [
      {
        source: sourceOf(folder, 'expression.tsv', text(orientation === 'samples-in-rows' ? table : turned)),
        role: 'expression',
        format: 'auto',
      },
      { source: sourceOf(folder, 'auc.tsv', text(response)), role: 'response', format: 'auto' },
    ],
  };
  utimesSync(request.tables[0].source.path, writtenAt, writtenAt);
  return request;
}

/** Other bytes in a file that looks unchanged: who reads it again finds other genes. */
function changeUnseen({ tables }: DatasetRequest): void {
  const { path } = tables[0].source;
  writeFileSync(path, 'x'.repeat(statSync(path).size));
  utimesSync(path, writtenAt, writtenAt);
}

test.each(['samples-in-rows', 'samples-in-columns'] as const)(
  'with %s, looks under any filter say what the import then says, and the files are read once',
  async (orientation) => {
    const request = requestOf(orientation);
    const filters = [
      {},
      { missing: 'drop' as const },
      { minVariance: 0.5 },
      { missing: 'drop' as const, minVariance: 1.7 },
    ];
    const expected = [];
    for (const filter of filters) {
      expected.push((await buildDataset({ ...request, ...filter }, readingContext())).report);
    }
    const cache = new TableCache();
    await matchTables(request, readingContext(), { cache });
    changeUnseen(request);
    for (const [index, filter] of filters.entries()) {
      const report = await matchTables({ ...request, ...filter }, readingContext(), { cache });
      expect(report).toEqual(expected[index]);
    }
    const { report, dataset } = await buildDataset({ ...request, ...filters[3] }, readingContext(), {
      cache,
    });
    expect(report).toEqual(expected[3]);
    expect(dataset.features.length).toBe(40 - report.droppedFeatures.length);
    expect(cache.isEmpty).toBe(true);
    await expect(matchTables(request, readingContext(), { cache })).rejects.toMatchObject({
      kind: 'invalid-input',
    });
  },
);

test('a file that changed, or is read in another way, is read again, and only that one', async () => {
  const request = requestOf('samples-in-rows');
  const cache = new TableCache();
  const before = await matchTables(request, readingContext(), { cache });
  const { path } = request.tables[1].source;
  writeFileSync(path, 'sample\tA\tB\nL5\t1\t2\nL6\t3\t4\n');
  changeUnseen(request);
  const after = await matchTables(request, readingContext(), { cache });
  expect(before.matchedSamples).toHaveLength(27);
  expect(after.matchedSamples).toEqual(['L5', 'L6']);
  const [expression, response] = request.tables;
  const renamed = { ...request, tables: [expression, { ...response, metric: 'AUC' }] };
  expect((await matchTables(renamed, readingContext(), { cache })).matchedSamples).toEqual(['L5', 'L6']);
  const refused = { ...request, tables: [{ ...expression, duplicates: 'first' as const }, response] };
  await expect(matchTables(refused, readingContext(), { cache })).rejects.toMatchObject({
    kind: 'invalid-input',
  });
});

test('rows that come to one name are made one in every look, and in the import', async () => {
  const request: DatasetRequest = {
    ...requestOf('samples-in-columns'),
    choices: [{ kind: 'gene', written: 'G1', as: 'G2' }],
  };
  const alone = await buildDataset(request, readingContext());
  const cache = new TableCache();
  for (let look = 0; look < 2; look += 1) {
    expect(await matchTables(request, readingContext(), { cache })).toEqual(alone.report);
  }
  expect(await buildDataset(request, readingContext(), { cache })).toEqual(alone);
});

test('an import leaves the tables of a look that is not over', async () => {
  const request = requestOf('samples-in-rows');
  const cache = new TableCache();
  await matchTables(request, readingContext(), { cache });
  const look = matchTables(request, readingContext(), { cache });
  const built = await buildDataset(request, readingContext(), { cache });
  expect(await look).toEqual(built.report);
});

test('what nobody comes back for is let go', async () => {
  const cache = new TableCache({ patience: 20 });
  await matchTables(requestOf('samples-in-rows'), readingContext(), { cache });
  expect(cache.isEmpty).toBe(false);
  await delay(60);
  expect(cache.isEmpty).toBe(true);
});
