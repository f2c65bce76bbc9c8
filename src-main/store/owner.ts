import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Milliseconds without a sign of life after which another process may take over. */
export const ownerPatience = 30_000;

/** A process that holds something in a project, under a token for that one thing. */
export interface Owner {
  token: string;
  pid: number;
  host: string;
  /** The last sign of life, in milliseconds since 1970. */
  beat: number;
}

/** Tokens of this very process: a row with its number but none of these is left over from another. */
const ownTokens = new Set<string>();

/** This process, as the owner of something new; `disown` it in the end. */
export function newOwner(now = Date.now()): Owner {
  const token = randomUUID();
  ownTokens.add(token);
  return { token, pid: process.pid, host: hostname(), beat: now };
}

export function disown(token: string): void {
  ownTokens.delete(token);
}

/** Whether the process is there, as far as one can tell; one on another machine by its sign of life alone. */
export function isAlive({ token, pid, host, beat }: Owner, now = Date.now()): boolean {
  if (now - beat > ownerPatience) return false;
  if (host !== hostname()) return true;
  return pid === process.pid ? ownTokens.has(token) : processExists(pid);
}

/** Whether a process of this number runs on this machine. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return error.code === 'EPERM';
    throw error;
  }
}
