import type { IpcMainInvokeEvent } from 'electron';
import { complain, LoudEmitter } from './loud.ts';

type Handler = (event: IpcMainInvokeEvent, ...args: unknown[]) => unknown;

/** What pages send, and who answers. */
class StandInIpcMain extends LoudEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw complain(`a second handler for ${channel}`);
    this.handlers.set(channel, handler);
  }

  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }

  /** What a page hears of an error is wrapped as Electron wraps it. */
  async invoke(event: IpcMainInvokeEvent, channel: string, args: unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel);
    try {
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
      return await handler(event, ...args);
    } catch (error) {
      throw new Error(`Error invoking remote method '${channel}': ${String(error)}`);
    }
  }

  hear(event: object, channel: string, args: unknown[]): void {
    this.emit(channel, event, ...args);
  }
}

export const ipcMain = new StandInIpcMain('ipcMain');
