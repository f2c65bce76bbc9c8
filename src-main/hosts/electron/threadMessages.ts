import type { BackendMessage, ClientMessage } from '#shared/contract/wire.ts';
import type { KnownFile } from '../fileTable.ts';

/** What main says to the backend thread. Paths go this way only. */
export type ToThread =
  { kind: 'file'; file: KnownFile } | { kind: 'message'; message: ClientMessage } | { kind: 'close' };

/** What the thread says to main. */
export interface FromThread {
  kind: 'message';
  message: BackendMessage;
}

/** Given to the thread as it starts. */
export interface ThreadOptions {
  libraryFolder: string;
  files: KnownFile[];
  threads: number | undefined;
}
