import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { KnownFile } from '../fileTable.ts';

/** What main says to the backend thread. Paths go this way only. */
export type ToThread =
  { kind: 'file'; file: KnownFile } | { kind: 'message'; message: ClientMessage } | { kind: 'close' };

/** A call that failed by a fault of the program: where, without what it was about. */
export interface TracedProblem {
  method: string;
  trace: string;
}

/** What the thread says to main. */
export type FromThread =
  { kind: 'message'; message: BackendMessage } | { kind: 'problem'; problem: TracedProblem };

/** Given to the thread as it starts. */
export interface ThreadOptions {
  libraryFolder: string;
  files: KnownFile[];
  threads: number | undefined;
}
