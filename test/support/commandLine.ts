import { runCommandLine } from '../../src-main/hosts/cli/runCommandLine.ts';

export interface Ended {
  code: number;
  output: string;
  errors: string;
}

/** Runs a command in this process, as a pipe would see it. */
export async function typed(...args: string[]): Promise<Ended> {
  let output = '';
  let errors = '';
  const code = await runCommandLine(args, {
    output: { write: (text) => (output += text) },
    errors: { write: (text) => (errors += text) },
    signal: new AbortController().signal,
  });
  return { code, output, errors };
}
