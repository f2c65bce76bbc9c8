import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportRequest, ImportTable } from '#shared/contract/methods.ts';
import { testBackend } from '../../support/backend.ts';
import { rejectionOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { textOf } from '../../support/importing.ts';
import type { Rows } from '../../support/importing.ts';

const samples = ['KMH-2', 'KM-H2', 'A549', 'MCF7'];
const rowsOf = (names: readonly string[], first: number): Rows =>
  names.map((name, index) => [name, first + index ** 2, first - 3 * index]);

function writeTables(names = samples): Record<'expression' | 'mutation' | 'auc' | 'ic50', ImportTable> {
  const folder = temporaryFolder();
  const write = (name: string, rows: Rows): string => {
    const path = join(folder, name);
    writeFileSync(path, textOf(rows));
    return path;
  };
  const table = (name: string, columns: readonly string[], lines: readonly string[], first: number) =>
    write(name, [['sample', ...columns], ...rowsOf(lines, first)]);
  const format = 'auto';
  return {
    expression: { fileId: table('e.tsv', ['EGFR', 'KRAS'], names, 1), role: 'expression', format },
    mutation: { fileId: table('m.tsv', ['TP53', '2-Sep'], names, 2), role: 'mutation', format },
    auc: { fileId: table('auc.tsv', ['A', 'B'], samples, 3), role: 'response', format, metric: 'AUC' },
    ic50: { fileId: table('ic50.tsv', ['B', 'C'], samples, 4), role: 'response', format, metric: 'IC50' },
  };
}

function requestOf(tables: ImportTable[], dataset = 'panel'): ImportRequest {
  return { dataset, missing: 'drop', tables };
}

test('adding a block and a metric stores the same as importing all at once', async () => {
  const { call } = testBackend();
  const { expression, mutation, auc, ic50 } = writeTables();
  const { projectId } = await call('library/create', { name: 'Study' });
  const run = (request: ImportRequest, add: boolean) =>
    call('import/run', { projectId, request, replace: false, add });
  const all = await run(requestOf([expression, mutation, auc, ic50], 'all'), false);
  const before = await run(requestOf([expression, auc]), false);
  const matched = await call('import/match', { projectId, request: requestOf([mutation, ic50]), add: true });
  const added = await run(requestOf([mutation, ic50]), true);
  expect(added.report).toEqual(matched);
  expect(added.dataset.hash).toBe(all.dataset.hash);
  expect(added.dataset).toMatchObject({
    name: 'panel',
    blocks: all.dataset.blocks,
    metrics: all.dataset.metrics,
  });
  expect(added.dataset.id).not.toBe(before.dataset.id);
  const { datasets } = await call('project/overview', { projectId });
  expect(datasets.map(({ name }) => name)).toEqual(['all', 'panel']);
  const report = await call('dataset/import-report', { projectId, dataset: 'panel' });
  expect(report?.tables.map(({ file }) => file)).toEqual(['e.tsv', 'auc.tsv', 'm.tsv', 'ic50.tsv']);
  expect(report?.notices).toHaveLength(1);
});

test('adding what is there is a conflict without replace, and to nothing is not found', async () => {
  const { call } = testBackend();
  const { expression, auc } = writeTables();
  const { projectId } = await call('library/create', { name: 'Study' });
  const none = call('import/run', { projectId, request: requestOf([auc]), replace: false, add: true });
  expect((await rejectionOf(none)).kind).toBe('not-found');
  const before = await call('import/run', {
    projectId,
    request: requestOf([expression, auc]),
    replace: false,
    add: false,
  });
  const again = { projectId, request: requestOf([auc]), add: true };
  expect((await rejectionOf(call('import/run', { ...again, replace: false }))).kind).toBe('conflict');
  const { warnings } = await call('import/match', again);
  expect(warnings).toContain('The metric "AUC" that the data set had is replaced.');
  const replaced = await call('import/run', { ...again, replace: true });
  expect(replaced.dataset.hash).toBe(before.dataset.hash);
});

test('choices on names are remembered for later imports into the project', async () => {
  const { call } = testBackend();
  const { expression, auc } = writeTables(['KMH2', 'A549', 'MCF7']);
  const { projectId } = await call('library/create', { name: 'Study' });
  const request = requestOf([expression, auc]);
  const match = () => call('import/match', { projectId, request, add: false });
  expect((await match()).names[0].ambiguous).toEqual([{ written: 'KMH2', candidates: ['KMH-2', 'KM-H2'] }]);
  const choices = [{ kind: 'sample' as const, written: 'KMH2', as: 'KM-H2' }];
  const args = { projectId, request: { ...request, choices }, replace: false, add: false };
  const { report } = await call('import/run', args);
  expect(report.matchedSamples).toEqual(['KM-H2', 'A549', 'MCF7']);
  expect((await match()).names[0]).toMatchObject({
    ambiguous: [],
    chosen: [{ written: 'KMH2', as: 'KM-H2' }],
  });
  expect(await call('dataset/import-report', { projectId, dataset: 'panel' })).toEqual(report);
});
