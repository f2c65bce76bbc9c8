import type { FileRegistry } from '#main/backend/backend.ts';
import type { Problem } from '#main/backend/serve.ts';
import type { ConnectBackend } from './hub.ts';

export interface BackendOptions {
  libraryFolder: string;
  files: FileRegistry;
  /** Solver threads; left out: one per core less one. */
  threads?: number;
  /** Hears of calls that failed in a way that nobody foresaw. */
  onProblem?: (problem: Problem) => void;
}

/** A backend that a host can join its pages to. */
export interface RunningBackend {
  connect: ConnectBackend;
  /** Stops running jobs, which resume next time, and leaves every project as one closed file. */
  close: () => Promise<void>;
}

/** How a host gets its backend: in this thread, in another, or a test's own. */
export type OpenBackend = (options: BackendOptions) => RunningBackend | Promise<RunningBackend>;
