import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { FileRegistry } from '#main/backend/backend.ts';
import { createBackend } from '#main/backend/createBackend.ts';
import type { Backend, BackendEvent, BackendOptions } from '#main/backend/createBackend.ts';
import { geneSetsFolder, genesFile } from '#main/hosts/product.ts';
import type { MethodName, MethodResult } from '#shared/contract/methods.ts';
import type { JobState, JobView } from '#shared/model/job.ts';
import { createProject } from '#main/store/projectFile.ts';
import { smallDataset } from './datasets.ts';
import type { DatasetOptions } from './datasets.ts';
import { temporaryFolder } from './folders.ts';

/** Runs `arithmetic` for every evaluation. */
export const arithmeticSolver = new URL('arithmeticSolver.ts', import.meta.url);

/** In tests a file's id is its path. */
export const pathsAsIds: FileRegistry = {
  resolve: (fileId) => ({ path: fileId, name: fileId.split('/').at(-1) ?? fileId }),
};

export interface TestBackend {
  backend: Backend;
  libraryFolder: string;
  events: BackendEvent[];
  call: <M extends MethodName>(method: M, args: unknown) => Promise<MethodResult<M>>;
}

/** A backend over a library of its own; closed after the test. */
export function testBackend(options: Partial<BackendOptions> = {}): TestBackend {
  const libraryFolder = options.libraryFolder ?? join(temporaryFolder(), 'library');
  const backend = createBackend({
    libraryFolder,
    files: pathsAsIds,
    solverEntry: arithmeticSolver,
    threads: 2,
    version: '1.0.0',
    exampleFolder: join(libraryFolder, 'no-example'),
    genesFile,
    geneSetsFolder,
    ...options,
  });
  onTestFinished(() => backend.close());
  const events: BackendEvent[] = [];
  backend.subscribe((event) => events.push(event));
  return {
    backend,
    libraryFolder,
    events,
    call: (method, args) =>
      backend.call(method, args, { signal: new AbortController().signal, progress: () => undefined }),
  };
}

/** A closed project file with one data set, in a folder of its own. */
export function projectWithDataset(options: DatasetOptions = {}): string {
  const path = join(temporaryFolder(), 'study.tracewise');
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset(options), { replace: false });
  project.close();
  return path;
}

/** Resolves when an event says that the job is in one of these states. */
export function jobReaches(backend: Backend, name: string, ...states: JobState[]): Promise<JobView> {
  return jobEvent(backend, (view) => view.name === name && states.includes(view.state));
}

export function jobEvent(backend: Backend, matches: (view: JobView) => boolean): Promise<JobView> {
  return new Promise((resolve) => {
    const unsubscribe = backend.subscribe((event) => {
      if (event.event !== 'job/changed' || !matches(event.payload)) return;
      unsubscribe();
      resolve(event.payload);
    });
  });
}
