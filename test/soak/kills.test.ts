import { expect, test } from 'vitest';
import { killMany } from '../support/kills/campaign.ts';
import { ways } from '../support/kills/killing.ts';
import { works } from '../support/kills/works.ts';

const hours = 3_600_000;
const killsInAll = 200;
const seed = Number(process.env['SOAK_SEED'] ?? 1);

test(
  `${killsInAll} kills at random moments lose nothing that was finished and change no result`,
  { timeout: 4 * hours },
  async () => {
    const faults: string[] = [];
    const each = killsInAll / (works.length * ways.length);
    for (const work of works) {
      for (const way of ways) {
        const tally = await killMany(work, way, each, seed);
        console.log(JSON.stringify(tally));
        faults.push(...tally.faults.map((fault) => `${work.kind} by the ${way}, ${fault}`));
      }
    }
    expect(faults, `SOAK_SEED=${seed}`).toEqual([]);
  },
);
