import { describe, expect, test } from 'vitest';
import { readOptions } from '#main/hosts/cli/options.ts';
import type { OptionSpec } from '#main/hosts/cli/options.ts';

const specs: OptionSpec[] = [
  { name: 'metric', value: 'NAME ..', help: '', multiple: true, several: true },
  { name: 'drugs', value: 'A,B', help: '', multiple: true },
  { name: 'name', value: 'RUN', help: '' },
  { name: 'lambda', value: 'V', help: '' },
  { name: 'replace', help: '' },
];

describe('an option that takes several values', () => {
  test.each<[string[], string[], string[]]>([
    [['FILE', '--metric', 'A', 'B', 'C', '--name', 'r'], ['A', 'B', 'C'], ['FILE']],
    [['FILE', '--metric', 'A', '--metric', 'B', '--name', 'r'], ['A', 'B'], ['FILE']],
    [['FILE', '--metric', 'A', 'B', '--replace', '--metric', 'C', '--name', 'r'], ['A', 'B', 'C'], ['FILE']],
    [['--metric=A', 'FILE', '--name', 'r'], ['A'], ['FILE']],
    [['--metric', 'A', '--name', 'r', 'FILE'], ['A'], ['FILE']],
    [
      ['FILE', '--name', 'r', '--metric', '-log10 GI50', '-1', '-log10'],
      ['-log10 GI50', '-1', '-log10'],
      ['FILE'],
    ],
    [['--metric', 'A', '--name', 'r', '--', 'FILE'], ['A'], ['FILE']],
  ])('reads %j', (args, metrics, positionals) => {
    const options = readOptions(args, specs);
    expect(options.texts('metric')).toEqual(metrics);
    expect(options.positionals).toEqual(positionals);
    expect(options.text('name')).toBe('r');
  });

  test('still needs one, and leaves the others as they were', () => {
    expect(() => readOptions(['--metric', '--name', 'r'], specs)).toThrow('--metric: found nothing');
    expect(() => readOptions(['--metric', 'A', '--nmae', 'r'], specs)).toThrow('no option --nmae');
    const options = readOptions(['FILE', '--drugs', 'A', 'B', '--lambda', '-1'], specs);
    expect(options.texts('drugs')).toEqual(['A']);
    expect(options.positionals).toEqual(['FILE', 'B']);
    expect(options.text('lambda')).toBe('-1');
  });
});

test.each([
  ['0', false],
  ['0.5', true],
  ['1', false],
])('a number above 0 and below 1: %s is %s', (text, fits) => {
  const read = () =>
    readOptions(['--lambda', text], specs).number('lambda', { least: 0, above: true, most: 1, below: true });
  if (fits) expect(read()).toBe(Number(text));
  else expect(read).toThrow('expected a number above 0 and below 1');
});
