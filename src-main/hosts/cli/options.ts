import { parseArgs } from 'node:util';
import type { ParseArgsOptionsConfig } from 'node:util';
import { UsageError } from './usageError.ts';

/** One `--option` of a command. */
export interface OptionSpec {
  name: string;
  /** What stands after it, for instance `PATH`; left out for a flag. */
  value?: string;
  help: string;
  /** May be given more than once. */
  multiple?: boolean;
  /** Takes every value up to the next option, as if it were given again for each; for those that are `multiple`. */
  several?: boolean;
}

export const helpOption: OptionSpec = { name: 'help', help: 'print this help' };
export const jsonOption: OptionSpec = { name: 'json', help: 'print one JSON object' };
export const replaceOption: OptionSpec = { name: 'replace', help: 'replace what has this name' };
export const threadsOption: OptionSpec = {
  name: 'threads',
  value: 'N',
  help: 'solver threads; one per core when left out',
};
export const seedOption: OptionSpec = {
  name: 'seed',
  value: 'N',
  help: 'seed of all random choices; 1 when left out',
};

/** What was typed after a command, asked for by name. Every reader throws `UsageError` for what it cannot take. */
export class Options {
  readonly positionals: readonly string[];
  private readonly values: ReadonlyMap<string, readonly (string | boolean)[]>;

  constructor(positionals: readonly string[], values: ReadonlyMap<string, readonly (string | boolean)[]>) {
    this.positionals = positionals;
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  text(name: string): string | undefined {
    const values = this.texts(name);
    if (values.length > 1) throw new UsageError(`--${name} is given ${values.length} times, expected once`);
    return values.at(0);
  }

  requiredText(name: string, expected: string): string {
    const text = this.text(name);
    if (text === undefined) throw new UsageError(`--${name} is missing, expected ${expected}`);
    return text;
  }

  texts(name: string): string[] {
    const values = (this.values.get(name) ?? []).filter((value) => typeof value === 'string');
    if (values.includes('')) throw new UsageError(`--${name}: found nothing, expected a value`);
    return values;
  }

  /** `a,b,c`, also given in several options. */
  list(name: string): string[] {
    const texts = this.texts(name);
    const parts = texts.flatMap((text) => text.split(',')).map((part) => part.trim());
    const named = parts.filter((part) => part !== '');
    if (texts.length > 0 && named.length === 0) {
      throw new UsageError(`--${name}: found ${texts.join(' ')}, expected names separated by commas`);
    }
    return named;
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : chosen(`--${name}`, text, choices);
  }

  requiredChoice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    return chosen(`--${name}`, this.requiredText(name, oneOf(choices)), choices);
  }

  number(
    name: string,
    range: { least: number; above?: boolean; most?: number; below?: boolean },
  ): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : NaN;
    const { least, above = false, most = Infinity, below = false } = range;
    const isEnough = above ? value > least : value >= least;
    const isTooMuch = below ? value >= most : value > most;
    if (isEnough && !isTooMuch && Number.isFinite(value)) return value;
    const lower = above ? `above ${least}` : `of at least ${least}`;
    const upper = most === Infinity ? '' : ` and ${below ? 'below' : 'at most'} ${most}`;
    throw new UsageError(`--${name}: found ${text}, expected a number ${lower}${upper}`);
  }

  wholeNumber(name: string, range: { least: number; most: number }): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= range.least && value <= range.most) return value;
    throw new UsageError(
      `--${name}: found ${text}, expected a whole number from ${range.least} to ${range.most}`,
    );
  }
}

export function chosen<Choice extends string>(
  name: string,
  text: string,
  choices: readonly Choice[],
): Choice {
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) throw new UsageError(`${name}: found ${text}, expected ${oneOf(choices)}`);
  return choice;
}

export function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? choices[0] : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1) ?? ''}`;
}

/** @throws UsageError for an option that the command does not have, and for a value that is missing or too much */
export function readOptions(args: readonly string[], specs: readonly OptionSpec[]): Options {
  const config: ParseArgsOptionsConfig = Object.fromEntries(
    specs.map(({ name, value }) => [
      name,
      { type: value === undefined ? 'boolean' : 'string', multiple: true } as const,
    ]),
  );
  const { tokens, positionals } = parseArgs({
    args: joinNegativeNumbers(repeatForEachValue(args, specs), specs),
    options: config,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, (string | boolean)[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const spec = specs.find(({ name }) => name === token.name);
    if (spec === undefined) throw unknownOption(token.rawName, specs);
    if (spec.value === undefined && token.value !== undefined) {
      throw new UsageError(`--${spec.name}: found ${token.value}, expected nothing after it`);
    }
    if (spec.value !== undefined && (token.value === undefined || isAnotherOption(token, specs))) {
      throw new UsageError(`--${spec.name}: found nothing, expected ${spec.value}`);
    }
    const given = values.get(spec.name) ?? [];
    if (given.length > 0 && spec.multiple !== true && spec.value !== undefined) {
      throw new UsageError(`--${spec.name} is given twice, expected once`);
    }
    values.set(spec.name, [...given, token.value ?? true]);
  }
  return new Options(positionals, values);
}

/** `--metric A B` as `--metric A --metric B`, for the options that take several values. */
function repeatForEachValue(args: readonly string[], specs: readonly OptionSpec[]): string[] {
  const several = specs.filter((spec) => spec.several === true).map(({ name }) => `--${name}`);
  let current: string | undefined;
  return args.flatMap((arg, index) => {
    if (arg.startsWith('--')) current = several.find((name) => name === arg);
    else if (current !== undefined && args[index - 1] !== current) return [current, arg];
    return [arg];
  });
}

/** `--lambda -1` as `--lambda=-1`, which would else be taken for an option named 1. */
function joinNegativeNumbers(args: readonly string[], specs: readonly OptionSpec[]): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const before = joined.at(-1);
    const takesValue = specs.some(({ name, value }) => value !== undefined && before === `--${name}`);
    if (takesValue && /^-\.?\d/.test(arg)) joined[joined.length - 1] = `${before ?? ''}=${arg}`;
    else joined.push(arg);
  }
  return joined;
}

function isAnotherOption(
  token: { value?: string; inlineValue?: boolean },
  specs: readonly OptionSpec[],
): boolean {
  return token.inlineValue !== true && specs.some(({ name }) => token.value === `--${name}`);
}

function unknownOption(rawName: string, specs: readonly OptionSpec[]): UsageError {
  const names = specs.map(({ name }) => `--${name}`);
  return new UsageError(`there is no option ${rawName}, expected ${oneOf(names)}`);
}
