import type { Client } from '../client/client.ts';
import type { Notices } from './notices.svelte.ts';

export type SaveFile = (suggestedName: string, content: string | Uint8Array) => Promise<void>;

/** Saves through the host and says so; when the user changes their mind nothing is said. */
export function createSaveFile(client: Client, notices: Notices): SaveFile {
  return async (suggestedName, content) => {
    if (await client.host.saveFile({ suggestedName, content })) notices.add(`Saved ${suggestedName}.`);
  };
}

/** The bytes of a file that came as text. */
export function bytesOfBase64(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
