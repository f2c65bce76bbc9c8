import type { CustomScheme } from 'electron';
import { complain, loud } from './loud.ts';
import { startup } from './startup.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Map<string, CustomScheme['privileges']>();
const handlers = new Map<string, Handler>();

export const protocol = loud('protocol', {
  registerSchemesAsPrivileged(schemes: CustomScheme[]): void {
    if (startup.isReady) throw complain('schemes are declared before the app is ready');
    for (const { scheme, privileges } of schemes) privileged.set(scheme, privileges);
  },
  handle(scheme: string, handler: Handler): void {
    startup.mustBeReady('protocol.handle');
    const { standard, secure } = privileged.get(scheme) ?? {};
    // Pages of the stand-in are secure and have an origin whether or not the app asked for it.
    if (!standard || !secure) throw complain(`the scheme ${scheme} is not declared as standard and secure`);
    handlers.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});

export function handledSchemes(): string[] {
  return [...handlers.keys()];
}

export function handlerOf(address: string): Handler | undefined {
  return handlers.get(new URL(address).protocol.slice(0, -1));
}
