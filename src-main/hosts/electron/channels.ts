/** What preload and main say to each other; both sides import this and nothing else of each other. */
export const channels = {
  connect: 'tracewise:connect',
  message: 'tracewise:message',
  pickFiles: 'tracewise:pick-files',
  addPaths: 'tracewise:add-paths',
  saveFile: 'tracewise:save-file',
  pickDestination: 'tracewise:pick-destination',
  openExternal: 'tracewise:open-external',
  hostEvent: 'tracewise:host-event',
} as const;

/** A message of the contract with the page load that it belongs to: a reloaded page counts its calls from 1 again. */
export interface Envelope<Message> {
  connection: string;
  message: Message;
}

/** An answer that keeps what an error says to people; Electron would wrap it into its own words. */
export type Answer<Value> = { ok: true; value: Value } | { ok: false; problem: string };
