import { expect, test } from 'vitest';
import { importBrokenFiles } from '../support/importBroken.ts';

const hours = 3_600_000;

test(
  '10,000 broken files of every format end in a data set or in an error that says where',
  { timeout: 3 * hours },
  async () => {
    const { stored, refused } = await importBrokenFiles(10_000);
    console.log(`${stored} broken files were imported all the same, ${refused} refused`);
    expect(Math.min(stored, refused)).toBeGreaterThan(100);
  },
);
