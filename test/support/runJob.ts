import { createBackend } from '../../src-main/backend/createBackend.ts';

/** Computes an analysis, as JSON, in a project file, in a process of its own that can be killed. */
const [path, threads, json] = process.argv.slice(2);
const analysis: unknown = JSON.parse(json);
const backend = createBackend({
  libraryFolder: `${path}-library`,
  files: { resolve: (fileId) => ({ path: fileId, name: fileId }) },
  solverEntry: new URL('arithmeticSolver.ts', import.meta.url),
  threads: Number(threads),
  version: '1.0.0',
  exampleFolder: `${path}-example`,
  genesFile: `${path}-genes`,
  geneSetsFolder: `${path}-gene-sets`,
});
const context = { signal: new AbortController().signal, progress: () => undefined };
backend.subscribe((event) => {
  if (event.event === 'job/changed') console.log(`${event.payload.state} ${event.payload.unitsDone}`);
  if (event.event === 'job/changed' && event.payload.state === 'done') void backend.close();
});
const { projectId } = await backend.call('project/open', { fileId: path }, context);
await backend.call(
  'job/start',
  { projectId, dataset: 'panel', name: 'run', analysis, replace: false },
  context,
);
