import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { solverEntry } from '#main/hosts/product.ts';
import type { ImportRequest } from '#shared/contract/methods.ts';
import { jobReaches, testBackend } from '../../support/backend.ts';
import { rejectionOf } from '../../support/files.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { writePanel } from '../../support/tables.ts';

function requestOf(folder: string): ImportRequest {
  const { expression, response } = writePanel(folder);
  return {
    dataset: 'panel',
    missing: 'drop',
    tables: [
      { fileId: expression, role: 'expression', format: 'auto' },
      { fileId: response, role: 'response', format: 'auto', metric: 'AUC' },
    ],
  };
}

test('a wizard inspects, matches and imports the same files', async () => {
  const { call, events } = testBackend();
  const request = requestOf(temporaryFolder());
  const inspected = await call('import/inspect', { fileId: request.tables[0].fileId });
  expect(inspected).toMatchObject({ fileName: 'expression.tsv', rowCount: 30, columnCount: 12 });
  const { projectId } = await call('library/create', { name: 'Study' });
  const report = await call('import/match', { projectId, request, add: false });
  expect(report.matchedSamples).toHaveLength(30);
  const outcome = await call('import/run', { projectId, request, replace: false, add: false });
  expect(outcome.report).toEqual(report);
  expect(outcome.dataset).toMatchObject({ name: 'panel', sampleCount: 30, featureCount: 12, drugCount: 4 });
  expect(events).toContainEqual({ kind: 'event', event: 'project/changed', payload: { projectId } });
});

test('a name that is taken is refused before any file is read', async () => {
  const { call } = testBackend();
  const request = requestOf(temporaryFolder());
  const { projectId } = await call('library/create', { name: 'Study' });
  await call('import/run', { projectId, request, replace: false, add: false });
  const gone = { ...request, tables: request.tables.map((table) => ({ ...table, fileId: '/none.tsv' })) };
  const refused = call('import/run', { projectId, request: gone, replace: false, add: false });
  expect((await rejectionOf(refused)).kind).toBe('conflict');
});

test.each(['reading tables', 'storing the data set'])(
  'an import cancelled while %s leaves nothing',
  async (stage) => {
    const { call, backend } = testBackend();
    const request = requestOf(temporaryFolder());
    const { projectId } = await call('library/create', { name: 'Study' });
    const controller = new AbortController();
    const progress = ({ message }: { message: string }): void => {
      if (message === stage) setImmediate(() => controller.abort());
    };
    const args = { projectId, request, replace: false, add: false };
    const cancelled = backend.call('import/run', args, { signal: controller.signal, progress });
    expect((await rejectionOf(cancelled)).kind).toBe('cancelled');
    expect((await call('project/overview', { projectId })).datasets).toEqual([]);
  },
);

test('a table goes out as text and as a file, the same', async () => {
  const { call, backend } = testBackend({ solverEntry });
  const folder = temporaryFolder();
  const { projectId } = await call('library/create', { name: 'Study' });
  await call('import/run', { projectId, request: requestOf(folder), replace: false, add: false });
  const settings = {
    models: ['additive-mean', 'drug-mean'],
    metric: 'AUC',
    scheme: 'inductive',
    protocol: 'strict',
    outerFolds: 3,
    innerFolds: 2,
    seed: 1,
  };
  const done = jobReaches(backend, 'run 1/2', 'done', 'failed');
  const analysis = { kind: 'evaluate', settings };
  await call('job/start', { projectId, dataset: 'panel', name: 'run 1/2', analysis, replace: false });
  expect((await done).state).toBe('done');
  const { suggestedName, text } = await call('export/text', { projectId, what: 'evaluation', of: 'run 1/2' });
  expect(suggestedName).toBe('run 1_2-evaluation.tsv');
  const destination = join(folder, 'out.tsv');
  const written = await call('export/write', { projectId, what: 'evaluation', of: 'run 1/2', destination });
  expect(readFileSync(destination, 'utf8')).toBe(text);
  expect(written.rowCount).toBe(2 * 4 * 4);
});
