import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IpcMainInvokeEvent } from 'electron';
import { fromShown } from './appAddresses.ts';
import type { Session } from './cdp.ts';
import { createCodec } from './codec.ts';
import { ipcMain } from './ipcMain.ts';
import { complain } from './loud.ts';
import { pageWorldScript, preloadWorldScript } from './renderer/scripts.ts';
import type { FromPage, ToPage, WorldNames } from './renderer/worlds.ts';

const codec = createCodec();

/** How a message is told to have come: what Electron puts into its events. */
export type EventOf = (frameAddress: string) => IpcMainInvokeEvent;

/** The pipe between main and the preload's world of one window's page. */
export class PageLink {
  private readonly names: WorldNames;
  private readonly session: Session;
  private readonly mainFrameId: string;
  private readonly eventOf: EventOf;
  /** The preload's world of the page that is loaded. */
  private world: number | undefined;
  private readonly addresses = new Map<number, string>();
  /** Messages are heard in the order in which they were sent, even those that wait for a path. */
  private heard = Promise.resolve();

  /** @param mainFrameId a preload runs there alone */
  constructor(session: Session, mainFrameId: string, eventOf: EventOf) {
    this.session = session;
    this.mainFrameId = mainFrameId;
    this.eventOf = eventOf;
    const name = () => `standIn${randomUUID().replaceAll('-', '')}`;
    this.names = {
      mainWorld: name(),
      isolatedWorld: name(),
      binding: name(),
      receiver: name(),
      filePath: `${name()}:`,
    };
  }

  async open(preload: string | undefined): Promise<void> {
    const { names, session } = this;
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = (context.auxData ?? {}) as { frameId?: string };
      if (context.name !== names.isolatedWorld || frameId !== this.mainFrameId) return;
      this.world = context.id;
      this.addresses.set(context.id, fromShown(context.origin));
    });
    session.on('Runtime.executionContextsCleared', () => (this.world = undefined));
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== names.binding) return;
      this.heard = this.heard.then(() => this.hear(payload, executionContextId));
    });
    if (preload === undefined) return;
    const worldName = names.isolatedWorld;
    await Promise.all([
      session.send('Runtime.addBinding', { name: names.binding, executionContextName: worldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldScript(names) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadWorldScript(names, readFileSync(preload, 'utf8')),
        worldName,
      }),
    ]);
  }

  /** What is sent to a page that is not there any more is lost, as in Electron. */
  send(channel: string, args: unknown[]): void {
    this.say({ kind: 'message', channel, args: codec.encode(args) });
  }

  private say(said: ToPage, world = this.world): void {
    if (world === undefined) return;
    const call = {
      functionDeclaration: `function (said) { globalThis[${JSON.stringify(this.names.receiver)}].hear(said); }`,
      executionContextId: world,
      arguments: [{ value: said }],
    };
    this.session.send('Runtime.callFunctionOn', call).then(
      ({ exceptionDetails }) => {
        if (exceptionDetails !== undefined) {
          complain(
            `a listener of the preload threw ${exceptionDetails.exception?.description ?? exceptionDetails.text}`,
          );
        }
      },
      () => undefined,
    );
  }

  private async hear(payload: string, world: number): Promise<void> {
    const said = JSON.parse(await this.withPaths(payload, world)) as FromPage;
    const event = this.eventOf(this.addresses.get(world) ?? '');
    const args = codec.decode(said.args) as unknown[];
    if (said.kind === 'send') ipcMain.hear(event, said.channel, args);
    else void this.answer(said, event, args, world);
  }

  private async answer(
    { id, channel }: Extract<FromPage, { kind: 'invoke' }>,
    event: IpcMainInvokeEvent,
    args: unknown[],
    world: number,
  ): Promise<void> {
    try {
      const value = codec.encode(await ipcMain.invoke(event, channel, args));
      this.say({ kind: 'answer', id, value }, world);
    } catch (error) {
      this.say({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) }, world);
    }
  }

  /** A file's path is known to the browser's own process alone: it is put in here, behind the preload's back. */
  private async withPaths(payload: string, world: number): Promise<string> {
    const { filePath, receiver } = this.names;
    const places = [...payload.matchAll(new RegExp(`${filePath}(\\d+)\\.`, 'g'))];
    let told = payload;
    for (const [placeholder, place] of places) {
      const path = await this.pathOf(`globalThis[${JSON.stringify(receiver)}].files[${place}]`, world);
      // The arguments are text within text.
      told = told.replaceAll(placeholder, JSON.stringify(JSON.stringify(path).slice(1, -1)).slice(1, -1));
    }
    return told;
  }

  private async pathOf(expression: string, contextId: number): Promise<string> {
    const { result } = await this.session.send('Runtime.evaluate', { expression, contextId });
    if (result.objectId === undefined) return '';
    try {
      return (await this.session.send('DOM.getFileInfo', { objectId: result.objectId })).path;
    } catch {
      return '';
    }
  }
}
