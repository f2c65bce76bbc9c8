import { describe, expect, test } from 'vitest';
import { killMany } from '../../support/kills/campaign.ts';
import { ways } from '../../support/kills/killing.ts';
import { works } from '../../support/kills/works.ts';

describe('a program that is killed at a random moment', () => {
  const combinations = works.flatMap((work, index) => [{ kind: work.kind, work, way: ways[index % 2] }]);

  test.each(combinations)(
    'of $kind by the $way leaves a project that goes on to the same bytes',
    async ({ work, way }) => {
      expect((await killMany(work, way, 1, 1)).faults).toEqual([]);
    },
  );
});
