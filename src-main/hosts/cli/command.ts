import { helpOption, jsonOption } from './options.ts';
import type { OptionSpec, Options } from './options.ts';
import type { Terminal } from './session.ts';
import { UsageError } from './usageError.ts';

/** One command of the terminal. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What stands after the name, a line for each way. */
  synopsis: readonly string[];
  options: readonly OptionSpec[];
  /** Further lines of its help. */
  notes?: readonly string[];
  /** @throws UsageError, TracewiseError */
  run: (options: Options, terminal: Terminal) => Promise<void>;
}

/** All that a command takes. */
export function knownOptions({ options }: Command): OptionSpec[] {
  return [...options, jsonOption, helpOption];
}

export function helpOf(command: Command): string {
  const { name, synopsis, summary, notes = [] } = command;
  return [
    summary,
    '',
    ...synopsis.map((line) => `  tracewise ${name} ${line}`),
    '',
    'Options',
    ...knownOptions(command).map(describeOption),
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}

const optionWidth = 34;

function describeOption({ name, value, help }: OptionSpec): string {
  const left = `  --${name}${value === undefined ? '' : ` ${value}`}`;
  return left.length < optionWidth
    ? `${left.padEnd(optionWidth)}${help}`
    : `${left}\n${' '.repeat(optionWidth)}${help}`;
}

/** The positional arguments, exactly those. @throws UsageError that says which are expected */
export function requirePositionals(options: Options, expected: readonly string[]): string[] {
  const { positionals } = options;
  if (positionals.length === expected.length) return [...positionals];
  const found = positionals.length === 0 ? 'nothing' : positionals.join(' ');
  throw new UsageError(`found ${found}, expected ${expected.join(' ')}`);
}
