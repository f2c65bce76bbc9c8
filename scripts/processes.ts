import { spawn } from 'node:child_process';
import { join } from 'node:path';

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Milliseconds, then the process is ended and counts as failed. */
  timeout?: number;
  /** Prints what the process says as it says it; otherwise it is only kept. */
  loud?: boolean;
}

export interface Finished {
  /** Exit code; 1 for a process that could not be started or was ended by a signal. */
  code: number;
  /** Both streams, as they came. */
  output: string;
}

/** Runs a command to its end, without a shell. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const { env, timeout, loud = false } = options;
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout,
      env: { ...process.env, ...env },
    });
    const chunks: Buffer[] = [];
    const keep = (chunk: Buffer) => {
      chunks.push(chunk);
      if (loud) process.stdout.write(chunk);
    };
    const soFar = () => Buffer.concat(chunks).toString('utf8');
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: soFar() + error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: soFar() }));
  });
}

const tools = {
  tsc: 'typescript/bin/tsc',
  'svelte-check': 'svelte-check/bin/svelte-check',
  oxlint: 'oxlint/bin/oxlint',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  depcruise: 'dependency-cruiser/bin/dependency-cruiser.mjs',
  knip: 'knip/bin/knip.js',
  asc: 'assemblyscript/bin/asc.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
  'electron-vite': 'electron-vite/bin/electron-vite.js',
  'electron-builder': 'electron-builder/cli.js',
  'install-electron': 'electron/install.js',
} as const;
export type Tool = keyof typeof tools;

/** Runs a command of an installed package with this very Node: no shell, no search path, on every system. */
export function runTool(tool: Tool, args: readonly string[], options?: RunOptions): Promise<Finished> {
  return run(process.execPath, [join('node_modules', tools[tool]), ...args], options);
}
