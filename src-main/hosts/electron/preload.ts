import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostBridge, HostFile } from '#shared/contract/host.ts';
import type { HostEvent } from '#shared/contract/hostEvents.ts';
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

/** What main says unasked, by channel. */
interface Said {
  [channels.message]: BackendMessage;
  [channels.hostEvent]: HostEvent;
}

/** Hears what main says to this load of the page. */
function hearOn<Channel extends keyof Said>(
  channel: Channel,
  listener: (message: Said[Channel]) => void,
): () => void {
  const forward = (_event: unknown, envelope: Envelope<Said[Channel]>) => {
    if (envelope.connection === connection) listener(envelope.message);
  };
  ipcRenderer.on(channel, forward);
  return () => void ipcRenderer.off(channel, forward);
}

/** What main asks before the page listens, as it does for a file that the app was opened with. */
const early: HostEvent[] = [];
const stopKeeping = hearOn(channels.hostEvent, (event) => early.push(event));

const bridge: HostBridge<File> = {
  kind: 'electron',
  post: (message) => ipcRenderer.send(channels.message, { connection, message }),
  listen: (listener) => hearOn(channels.message, listener),
  pickFiles: (options) => ask<HostFile[]>(channels.pickFiles, options),
  // The path comes from the browser's own file object; a page cannot make one for a path of its choice.
  addDroppedFiles: (files) =>
    ask<HostFile[]>(
      channels.addPaths,
      files.map((file) => webUtils.getPathForFile(file)),
    ),
  saveFile: (request) => ask<boolean>(channels.saveFile, request),
  pickDestination: (suggestedName) => ask<HostFile | undefined>(channels.pickDestination, suggestedName),
  onHostEvent(listener) {
    const stop = hearOn(channels.hostEvent, listener);
    stopKeeping();
    for (const event of early.splice(0)) listener(event);
    return stop;
  },
  openExternal: (link) => ask<boolean>(channels.openExternal, link),
};

ipcRenderer.send(channels.connect, connection);
contextBridge.exposeInMainWorld('tracewise', bridge);
