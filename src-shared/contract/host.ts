import type { HostEvent } from './hostEvents.ts';
import type { HostFile } from './hostFile.ts';

export type { HostFile } from './hostFile.ts';
import type { ExternalLink } from './links.ts';
import type { BackendMessage, ClientMessage } from './wire.ts';

export interface SaveRequest {
  suggestedName: string;
  content: string | Uint8Array;
}

/**
 * What a host puts into the page: a pipe to the backend, and the few things that only the host can do.
 * `DroppedFile` is the DOM's `File`, which this folder does not know.
 */
export interface HostBridge<DroppedFile> {
  readonly kind: 'electron' | 'web';
  post(message: ClientMessage): void;
  /** @returns a function that ends the subscription */
  listen(listener: (message: BackendMessage) => void): () => void;
  pickFiles(options: { multiple: boolean; purpose: 'tables' | 'project' | 'gene-sets' }): Promise<HostFile[]>;
  addDroppedFiles(files: readonly DroppedFile[]): Promise<HostFile[]>;
  /** @returns false when the user changed their mind */
  saveFile(request: SaveRequest): Promise<boolean>;
  /** A destination that an export writes to; `undefined` when the user changed their mind, or the host has no dialogs. */
  pickDestination(suggestedName: string): Promise<HostFile | undefined>;
  /**
   * What the desktop asks of the page. What came before the first listener waits for it; a browser asks nothing.
   * @returns a function that ends the subscription
   */
  onHostEvent(listener: (event: HostEvent) => void): () => void;
  /** Opens an address in the user's browser once they agreed. @returns false when they did not */
  openExternal(link: ExternalLink): Promise<boolean>;
}
