import { ipcMain } from 'electron';
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { clientMessage } from '#shared/contract/wire.ts';
import { describeError, TracewiseError } from '#shared/model/errors.ts';
import type { FileTable } from '../fileTable.ts';
import { channels } from './channels.ts';
import type { Answer } from './channels.ts';
import {
  destinationRequest,
  droppedPaths,
  pickDestination,
  pickFiles,
  pickRequest,
  registerFiles,
  saveFile,
  saveRequest,
} from './dialogs.ts';
import { externalRequest, openExternal } from './externalLinks.ts';
import type { Pages } from './pages.ts';
import { isTrustedSender } from './security.ts';

const connectionId = z.uuid();
const envelope = z.strictObject({ connection: connectionId, message: clientMessage });

/** Everything that a page can ask of main. Who asks is checked first, then what is asked is parsed. */
export function answerPages(pages: Pages, files: FileTable): void {
  hear(channels.connect, connectionId, (event, connection) => pages.connect(event.sender, connection));
  hear(channels.message, envelope, (event, { connection, message }) =>
    pages.receive(event.sender, connection, message),
  );
  answer(channels.pickFiles, pickRequest, (event, request) => pickFiles(event.sender, request, files));
  answer(channels.addPaths, droppedPaths, (_event, paths) => registerFiles(paths, files));
  answer(channels.saveFile, saveRequest, (event, request) => saveFile(event.sender, request));
  answer(channels.pickDestination, destinationRequest, (event, name) =>
    pickDestination(event.sender, name, files),
  );
  answer(channels.openExternal, externalRequest, (event, link) => openExternal(event.sender, link));
}

/**
 * What an untrusted sender says is not heard, nor what is malformed: nobody waits for an answer, and an error thrown here
 * would end main.
 */
function hear<T>(
  channel: string,
  parser: z.ZodType<T>,
  listener: (event: IpcMainEvent, value: T) => void,
): void {
  ipcMain.on(channel, (event, value: unknown) => {
    if (!isTrustedSender(event.senderFrame)) return;
    const said = parser.safeParse(value);
    if (said.success) listener(event, said.data);
  });
}

function answer<T, Value>(
  channel: string,
  parser: z.ZodType<T>,
  handler: (event: IpcMainInvokeEvent, value: T) => Promise<Value>,
): void {
  ipcMain.handle(channel, async (event, value: unknown): Promise<Answer<Value>> => {
    try {
      if (!isTrustedSender(event.senderFrame)) throw new TracewiseError('internal', 'This page may not ask');
      return { ok: true, value: await handler(event, parser.parse(value)) };
    } catch (error) {
      return { ok: false, problem: describeProblem(error) };
    }
  });
}

function describeProblem(error: unknown): string {
  if (error instanceof TracewiseError) return describeError(error);
  return error instanceof Error ? error.message : String(error);
}
