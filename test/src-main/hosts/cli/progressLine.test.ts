import { expect, test } from 'vitest';
import { ProgressLine, describeSeconds } from '#main/hosts/cli/progressLine.ts';

function written(isTTY: boolean, fractions: readonly number[]): string {
  let text = '';
  const line = new ProgressLine({ isTTY, write: (piece) => (text += piece) });
  for (const fraction of fractions) line.show({ fraction, message: 'fitting', secondsLeft: 100 });
  line.clear();
  return text;
}

test('a pipe gets a line for every tenth', () => {
  const fractions = Array.from({ length: 101 }, (_, percent) => percent / 100);
  const lines = written(false, fractions).trimEnd().split('\n');
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe('fitting: 10 %, 2 min left');
  expect(lines[9]).toBe('fitting: 100 %');
});

test('a terminal gets one bar, drawn over and taken away', () => {
  const text = written(true, [0.25, 0.5]);
  expect(text).not.toContain('\n');
  expect(text).toContain('[##############..............] 50 % fitting, 2 min left');
  expect(text.endsWith('\r\u001b[K')).toBe(true);
});

test.each([
  [0.2, '1 s'],
  [89, '89 s'],
  [120, '2 min'],
  [7800, '2 h 10 min'],
])('says %d seconds as %s', (seconds, text) => {
  expect(describeSeconds(seconds)).toBe(text);
});
