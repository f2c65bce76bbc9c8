import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** Libraries of linear algebra are held to one thread. */
const singleThread = {
  OPENBLAS_NUM_THREADS: '1',
  OMP_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  BLIS_NUM_THREADS: '1',
  VECLIB_MAXIMUM_THREADS: '1',
};

/** They end with this process, whatever ends it. */
const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill()));

const commandLineEntry = fileURLToPath(new URL('../../../src-main/hosts/cli/main.ts', import.meta.url));
const partEntry = fileURLToPath(new URL('./part.ts', import.meta.url));

/** Runs a part in a Node process of its own, so that its memory is its own, and returns what it answers. */
export function runPart(name: string, input: unknown): Promise<unknown> {
  return answerOf(process.execPath, [partEntry, name, JSON.stringify(input)]);
}

/** Runs a peer's script of ../peers on one thread; its last line of output is its answer in JSON. */
export function runPeerScript(program: string, script: string, args: readonly unknown[]): Promise<unknown> {
  const path = fileURLToPath(new URL(`../peers/${script}`, import.meta.url));
  const flags = script.endsWith('.R') ? ['--vanilla'] : [];
  return answerOf(program, [...flags, path, ...args.map(String)]);
}

const peakTeller = new URL('./tellPeak.ts', import.meta.url).href;

/** Runs a command of the command line in a process of its own; its largest resident memory, in MiB. */
export async function peakOfCommand(args: readonly string[]): Promise<number> {
  const answer = await answerOf(process.execPath, ['--import', peakTeller, commandLineEntry, ...args]);
  return z.object({ peak_mb: z.number() }).parse(answer).peak_mb;
}

async function answerOf(program: string, args: readonly string[]): Promise<unknown> {
  const output = await outputOf(program, args);
  const answer: unknown = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  return answer;
}

/** What a program writes to its output. @throws Error with what it complained of, when it fails or is not there */
export function outputOf(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...singleThread },
    });
    running.add(child);
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0) resolve(output);
      else reject(new Error(`${program} ended with ${String(code ?? signal)}: ${errors.trim()}`));
    });
  });
}
