import { createBackend } from '../../src-main/backend/createBackend.ts';
import { smallEvaluation } from './datasets.ts';

/** Computes a run in a project file, in a process of its own that can be killed: PROJECT THREADS. */
const [path, threads] = process.argv.slice(2);
const backend = createBackend({
  libraryFolder: `${path}-library`,
  files: { resolve: (fileId) => ({ path: fileId, name: fileId }) },
  solverEntry: new URL('arithmeticSolver.ts', import.meta.url),
  threads: Number(threads),
  version: '1.0.0',
  exampleFolder: `${path}-example`,
});
const context = { signal: new AbortController().signal, progress: () => undefined };
backend.subscribe((event) => {
  if (event.event === 'job/changed') console.log(`${event.payload.state} ${event.payload.unitsDone}`);
  if (event.event === 'job/changed' && event.payload.state === 'done') void backend.close();
});
const { projectId } = await backend.call('project/open', { fileId: path }, context);
const analysis = { kind: 'evaluate', settings: smallEvaluation() };
await backend.call(
  'job/start',
  { projectId, dataset: 'panel', name: 'run', analysis, replace: false },
  context,
);
