import { TracewiseError, describeError } from '#shared/model/errors.ts';
import { toWireError } from '#shared/contract/wire.ts';
import { helpOf, knownOptions } from './command.ts';
import type { Command } from './command.ts';
import { cluster } from './commands/cluster.ts';
import { enrich } from './commands/enrich.ts';
import { evaluate } from './commands/evaluate.ts';
import { exportTables } from './commands/export.ts';
import { fit } from './commands/fit.ts';
import { importTables } from './commands/import.ts';
import { project } from './commands/project.ts';
import { runRecipe } from './commands/run.ts';
import { screen } from './commands/screen.ts';
import { serve } from './commands/serve.ts';
import { tasks } from './commands/tasks.ts';
import { exitCodeOf, exitCodes } from './exitCodes.ts';
import { readOptions } from './options.ts';
import { ProgressLine } from './progressLine.ts';
import type { ProgressStream } from './progressLine.ts';
import { programVersion } from '../product.ts';
import type { Terminal } from './session.ts';
import { UsageError, notYet } from './usageError.ts';

const commands: readonly Command[] = [
  project,
  importTables,
  fit,
  evaluate,
  screen,
  tasks,
  cluster,
  enrich,
  exportTables,
  runRecipe,
  serve,
];
const laterCommands: readonly string[] = ['predict'];

export interface Streams {
  output: { write: (text: string) => unknown };
  errors: ProgressStream;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/**
 * Runs one command of the terminal.
 * @param args what was typed after the program's name
 * @returns the exit code
 */
export async function runCommandLine(args: readonly string[], streams: Streams): Promise<number> {
  const asJson = args.includes('--json');
  const progress = new ProgressLine(streams.errors);
  const terminal = terminalOf(streams, progress, asJson);
  try {
    await run(args, streams, terminal);
    return exitCodes.done;
  } catch (error) {
    progress.clear();
    const known = streams.signal.aborted && !(error instanceof TracewiseError) ? cancelled() : error;
    streams.errors.write(`tracewise: ${messageOf(known)}\n`);
    if (asJson) terminal.answer({ error: toWireError(known) });
    return exitCodeOf(known);
  }
}

async function run(args: readonly string[], { output }: Streams, terminal: Terminal): Promise<void> {
  const name = args.at(0);
  const rest = args.slice(1);
  if (name === undefined)
    throw new UsageError(`found no command, expected ${commandNames()}; see tracewise --help`);
  if (name === '--help' || name === 'help' || name === '-h') {
    output.write(`${overview()}\n`);
    return;
  }
  if (name === '--version') {
    output.write(`${programVersion}\n`);
    return;
  }
  if (laterCommands.includes(name)) throw notYet(name);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) throw new UsageError(`found the command ${name}, expected ${commandNames()}`);
  if (rest.includes('--help')) {
    output.write(`${helpOf(command)}\n`);
    return;
  }
  const options = readOptions(rest, knownOptions(command));
  await command.run(options, terminal);
}

function terminalOf(streams: Streams, progress: ProgressLine, asJson: boolean): Terminal {
  return {
    signal: streams.signal,
    say: (line) => {
      progress.clear();
      if (!asJson) streams.output.write(`${line}\n`);
    },
    answer: (value) => {
      progress.clear();
      if (asJson) streams.output.write(`${JSON.stringify(value)}\n`);
    },
    warn: (line) => {
      progress.clear();
      streams.errors.write(`${line}\n`);
    },
    showProgress: (shown) => progress.show(shown),
  };
}

function cancelled(): TracewiseError {
  return new TracewiseError('cancelled', 'stopped');
}

/** Of a defect the stack as well: it is what a report of it needs. */
function messageOf(error: unknown): string {
  if (error instanceof TracewiseError) return describeError(error);
  if (error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function commandNames(): string {
  return commands.map(({ name }) => name).join(', ');
}

function overview(): string {
  return [
    'Tracewise: trace-norm multitask regression for drug response panels.',
    '',
    ...commands.map(({ name, summary }) => `  tracewise ${name.padEnd(10)} ${summary}`),
    '',
    'tracewise COMMAND --help tells the options of a command. All take --json for one JSON object.',
    'Exit codes: 0 done, 2 usage, 3 bad input, 4 failed, 130 cancelled (what is done stays).',
  ].join('\n');
}
