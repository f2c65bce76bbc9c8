import { randomStream } from '../../../src-shared/numerics/random/stream.ts';
import { killOnce, undisturbed } from './killing.ts';
import type { Way } from './killing.ts';
import type { Work } from './works.ts';

export interface Tally {
  kind: Work['kind'];
  way: Way;
  kills: number;
  /** Kills before a first unit was finished; of jobs. */
  beforeFirstUnit: number;
  /** Runs that had ended when they were to be killed: others took their place. */
  tooLate: number;
  undisturbedMilliseconds: number;
  faults: string[];
}

/** Kills a piece of work so many times, at moments drawn evenly over the length of an undisturbed run. */
export async function killMany(work: Work, way: Way, count: number, seed: number): Promise<Tally> {
  const expected = await undisturbed(work, way);
  const moments = randomStream(seed, `kills/${work.kind}/${way}`);
  const tally: Tally = {
    kind: work.kind,
    way,
    kills: 0,
    beforeFirstUnit: 0,
    tooLate: 0,
    undisturbedMilliseconds: Math.round(expected.milliseconds),
    faults: [],
  };
  while (tally.kills < count) {
    const moment = moments.next() * expected.milliseconds;
    const { wasKilled, unitsKept, faults } = await killOnce(work, way, moment, expected);
    if (!wasKilled) {
      tally.tooLate += 1;
      continue;
    }
    tally.kills += 1;
    if (unitsKept === undefined || unitsKept === 0) tally.beforeFirstUnit += 1;
    tally.faults.push(...faults.map((fault) => `killed after ${Math.round(moment)} ms: ${fault}`));
  }
  return tally;
}
