import { expect, test } from 'vitest';
import { evaluableBlocks, recordedBlocks } from '#shared/model/blocks.ts';

test('tissues are a block of their own where every sample has one and no features took the name', () => {
  expect(evaluableBlocks(['expression'], true)).toEqual(['expression', 'tissue']);
  expect(evaluableBlocks(['expression'], false)).toEqual(['expression']);
  expect(evaluableBlocks(['tissue', 'expression'], true)).toEqual(['tissue', 'expression']);
});

test('a choice of blocks is recorded in one order, and all features as no choice', () => {
  const own = ['expression', 'mutation'];
  expect(recordedBlocks(own, ['mutation', 'expression'])).toBeUndefined();
  expect(recordedBlocks(own, ['tissue', 'mutation'])).toEqual(['mutation', 'tissue']);
  expect(recordedBlocks(own, ['mutation', 'expression', 'tissue'])).toEqual([
    'expression',
    'mutation',
    'tissue',
  ]);
});
