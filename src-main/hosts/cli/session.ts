import { tmpdir } from 'node:os';
import { createBackend } from '#main/backend/createBackend.ts';
import type { Backend } from '#main/backend/createBackend.ts';
import type { MethodArguments, MethodName, MethodResult, ProjectCard } from '#shared/contract/methods.ts';
import type { JobView } from '#shared/model/job.ts';
import { exampleFolder, geneSetsFolder, genesFile, programVersion, solverEntry } from '../product.ts';
import { homeGeneSetsFolder } from '../libraryFolder.ts';
import { typedFiles } from './files.ts';
import type { TypedFiles } from './files.ts';
import type { Shown } from './progressLine.ts';

/** What every command is given besides its arguments. */
export interface Terminal {
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** A line for people on standard output; nothing under `--json`. */
  say: (line: string) => void;
  /** The one object of `--json`; nothing without it. */
  answer: (value: unknown) => void;
  /** A line on the error stream. */
  warn: (line: string) => void;
  showProgress: (progress: Shown) => void;
}

/** A backend of this process and the files that were typed. */
export interface Session {
  files: TypedFiles;
  call: <M extends MethodName>(method: M, args: MethodArguments<M>) => Promise<MethodResult<M>>;
  /** As `call`, also after Ctrl-C. */
  callAnyway: <M extends MethodName>(method: M, args: MethodArguments<M>) => Promise<MethodResult<M>>;
  onJob: (listener: (job: JobView) => void) => () => void;
}

/** Opens the backend for as long as `work` takes; every project is one closed file afterwards. */
export async function withSession<Result>(
  terminal: Terminal,
  threads: number | undefined,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const files = typedFiles();
  const backend = createBackend({
    files,
    threads,
    exampleFolder,
    genesFile,
    geneSetsFolder,
    solverEntry,
    version: programVersion,
    program: 'the command line',
    keepsBackups: false,
    // The home folders of a cluster are on shares, and there one command works in a project at a time.
    writeOnShares: true,
    // No command of the terminal lists or makes projects of a library.
    libraryFolder: tmpdir(),
    ownGeneSetsFolder: () => homeGeneSetsFolder(),
  });
  try {
    return await work(sessionOf(backend, files, terminal));
  } finally {
    await backend.close();
  }
}

function sessionOf(backend: Backend, files: TypedFiles, { signal, showProgress }: Terminal): Session {
  return {
    files,
    call: (method, args) => backend.call(method, args, { signal, progress: showProgress }),
    callAnyway: (method, args) =>
      backend.call(method, args, { signal: new AbortController().signal, progress: showProgress }),
    onJob: (listener) =>
      backend.subscribe((message) => {
        if (message.event === 'job/changed') listener(message.payload);
      }),
  };
}

/** @throws TracewiseError `not-found`, `corrupt`, `disk` */
export function openProject({ call, files }: Session, path: string): Promise<ProjectCard> {
  return call('project/open', { fileId: files.add(path) });
}
