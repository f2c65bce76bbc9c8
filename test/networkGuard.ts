import dgram from 'node:dgram';
import dns from 'node:dns';
import { writeSync } from 'node:fs';
import net from 'node:net';

/**
 * Loaded by `node --import` before a program under test: whatever it tries to reach beyond this machine fails and is
 * told on stderr in a line that starts with `outward:`. Worker threads load it as well. With NETWORK_GUARD=all
 * the rest of this machine is out of bounds too, and so is listening.
 */

const ownAddresses = ['127.0.0.1', '::1', 'localhost'];

function refuse(what: string): never {
  // At once: a thread that throws may end before its stream is written.
  writeSync(2, `outward: ${what}\n`);
  throw new Error(`the network is out of bounds in tests: ${what}`);
}

/** `connect(options)`, `connect(path)`, `connect(port, host)`, or what `net.connect` makes of them: one array. */
function destinationOf(args: unknown[]): string | undefined {
  const [first, second] = Array.isArray(args[0]) ? (args[0] as unknown[]) : args;
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string | null; host?: string | null };
    return typeof path === 'string' ? undefined : (host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

/** Read at every call, for a program may begin by starting what it needs. */
function refusesAll(): boolean {
  return process.env['NETWORK_GUARD'] === 'all';
}

function isInBounds(host: string): boolean {
  return !refusesAll() && ownAddresses.includes(host);
}

function guard(target: object, name: string, destination: (args: unknown[]) => string | undefined): void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new Error(`there is no ${name} to guard`);
  Reflect.set(target, name, function guarded(this: unknown, ...args: unknown[]): unknown {
    const host = destination(args);
    if (host !== undefined && !isInBounds(host)) refuse(`${name} ${host}`);
    const result: unknown = Reflect.apply(original, this, args);
    return result;
  });
}

const firstArgument = ([name]: unknown[]) => String(name);
const lastText = (args: unknown[]) => String(args.findLast((arg) => typeof arg === 'string'));
const listener = () => (refusesAll() ? 'anybody' : undefined);

guard(net.Socket.prototype, 'connect', destinationOf);
guard(net.Server.prototype, 'listen', listener);
guard(dgram.Socket.prototype, 'bind', listener);
guard(dgram.Socket.prototype, 'send', lastText);
for (const resolver of [dns, dns.promises]) {
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse']) {
    guard(resolver, name, firstArgument);
  }
}
