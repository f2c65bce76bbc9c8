import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';

const guard = new URL('./networkGuard.ts', import.meta.url).href;

/** What `npm run build` makes of the command line. */
export const builtCommandLine = 'out/main/cli.js';

export interface Program {
  readonly process: ChildProcessByStdio<null, Readable, Readable>;
  stdout: () => string;
  stderr: () => string;
  /** What it tried to reach beyond this machine, one line each. */
  outward: () => string[];
  /** Waits until its output matches. @throws Error with its output when it ends before */
  until: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** As `until`, of what it says on stderr. */
  untilErrors: (pattern: RegExp) => Promise<RegExpExecArray>;
  /** The exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

/** Where Node keeps what it compiled: tests start the same programs many times. */
export const compiledOnce = { NODE_COMPILE_CACHE: resolve('.cache/node') };

/** Runs a script of this repository on this Node, cut off from the network. Its own folder is the repository's. */
export function startProgram(
  script: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  folder = process.cwd(),
): Program {
  const child = spawn(process.execPath, ['--import', guard, resolve(script), ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...compiledOnce, ...process.env, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  const ended = new Promise<number | NodeJS.Signals | null>((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle(code ?? signal));
  });

  function wait(stream: Readable, said: () => string, pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(said());
        if (found !== null) resolve(found);
      };
      look();
      stream.on('data', look);
      child.on('close', () => reject(new Error(`${script} ended early:\n${stdout}\n${stderr}`)));
    });
  }

  return {
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    outward: () => stderr.split('\n').filter((line) => line.startsWith('outward:')),
    until: (pattern) => wait(child.stdout, () => stdout, pattern),
    untilErrors: (pattern) => wait(child.stderr, () => stderr, pattern),
    ended,
  };
}
