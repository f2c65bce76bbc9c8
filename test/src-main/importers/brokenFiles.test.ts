import { expect, test } from 'vitest';
import { importBrokenFiles } from '../../support/importBroken.ts';

test('200 broken files end in a data set or in an error that says where', { timeout: 300_000 }, async () => {
  const { stored, refused } = await importBrokenFiles(200);
  expect(Math.min(stored, refused)).toBeGreaterThan(5);
});
