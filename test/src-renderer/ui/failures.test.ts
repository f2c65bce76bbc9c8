import { describe, expect, it } from 'vitest';
import { describeFailure, isCancelled, isConflict } from '#renderer/ui/failures.ts';
import { TracewiseError } from '#shared/model/errors.ts';

describe('describeFailure', () => {
  it('names the place as file:line:column and keeps found, expected and remedy apart', () => {
    const failure = new TracewiseError('invalid-input', 'a cell is not a number', {
      place: { file: 'drugs.tsv', line: 17, column: 4 },
      found: '“0,81”',
      expected: 'a number',
      remedy: 'Use a decimal point',
    });
    expect(describeFailure(failure)).toEqual({
      message: 'a cell is not a number',
      where: 'drugs.tsv:17:4',
      found: '“0,81”',
      expected: 'a number',
      remedy: 'Use a decimal point.',
    });
  });

  it('leaves out a line that is not known', () => {
    const failure = new TracewiseError('invalid-input', 'the file is empty', { place: { file: 'a.tsv' } });
    expect(describeFailure(failure).where).toBe('a.tsv');
  });

  it('shows the message of what was thrown by accident', () => {
    expect(describeFailure(new RangeError('too deep')).message).toBe('too deep');
    expect(describeFailure('plain').message).toBe('plain');
  });
});

describe('isCancelled and isConflict', () => {
  it('look at the kind of a failure', () => {
    expect(isCancelled(new TracewiseError('cancelled', 'stopped'))).toBe(true);
    expect(isCancelled(new Error('cancelled'))).toBe(false);
    expect(isConflict(new TracewiseError('conflict', 'taken'))).toBe(true);
  });
});
