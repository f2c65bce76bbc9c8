import { expect, test } from 'vitest';
import { partedNotes } from '#renderer/views/compare/partedWords.ts';
import type { PartedPair } from '#shared/model/leaks.ts';

function pair(kind: PartedPair['kind'], number: number): PartedPair {
  const names = { first: `A${number}`, second: `B${number}` };
  return { kind, ...names, within: 'expression', correlation: 0.99, partedCount: 3, sharedCount: 4 };
}

test('nearly identical samples and drugs are named apart, with a way on', () => {
  expect(partedNotes([])).toEqual([]);
  const [samples, drugs, ...rest] = partedNotes([
    ...[1, 2, 3, 4, 5].map((number) => pair('samples', number)),
    pair('drugs', 6),
  ]);
  expect(rest).toEqual([]);
  expect(samples).toContain('samples were held out apart');
  expect(samples).toContain('A1 and B1; A2 and B2; A3 and B3; and 2 more pairs');
  expect(drugs).toContain('drugs were held out apart');
  expect(drugs).toContain(': A6 and B6. Train again and keep them together');
});
