import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostBridge, HostFile } from '#shared/contract/host.ts';
import type { BackendMessage } from '#shared/contract/wire.ts';
import { channels } from './channels.ts';
import type { Answer, Envelope } from './channels.ts';

const connection = crypto.randomUUID();

async function ask<Value>(channel: string, request: unknown): Promise<Value> {
  // Main answers with what its handler of this channel returns; both are typed by the same bridge.
  const answer = (await ipcRenderer.invoke(channel, request)) as Answer<Value>;
  if (answer.ok) return answer.value;
  throw new Error(answer.problem);
}

const bridge: HostBridge<File> = {
  kind: 'electron',
  post: (message) => ipcRenderer.send(channels.message, { connection, message }),
  listen(listener) {
    const forward = (_event: unknown, envelope: Envelope<BackendMessage>) => {
      if (envelope.connection === connection) listener(envelope.message);
    };
    ipcRenderer.on(channels.message, forward);
    return () => ipcRenderer.off(channels.message, forward);
  },
  pickFiles: (options) => ask<HostFile[]>(channels.pickFiles, options),
  // The path comes from the browser's own file object; a page cannot make one for a path of its choice.
  addDroppedFiles: (files) =>
    ask<HostFile[]>(
      channels.addPaths,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  saveFile: (request) => ask<boolean>(channels.saveFile, request),
  pickDestination: (suggestedName) => ask<HostFile | undefined>(channels.pickDestination, suggestedName),
};

ipcRenderer.send(channels.connect, connection);
contextBridge.exposeInMainWorld('tracewise', bridge);
