import { afterAll, expect, test } from 'vitest';
import { solverEntry } from '#main/hosts/product.ts';
import { WorkerPool } from '#main/workers/workerPool.ts';
import type { ScreenedDrug, Screening } from '#shared/model/results.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import { uniformityP } from '../support/kolmogorovSmirnov.ts';
import { plantedPanel, plantedShape } from '../support/plantedPanel.ts';
import { analyseOn } from '../support/pooledAnalysis.ts';
import { screenSettingsOf } from '../support/runScreen.ts';

const hours = 3_600_000;
const pool = new WorkerPool({ entry: solverEntry, size: 2 });
afterAll(() => pool.close());

async function screenOn(panel: Panel, own: Partial<ScreenSettings>): Promise<Screening> {
  const result = await analyseOn(pool, panel, { kind: 'screen', settings: screenSettingsOf(own) });
  if (result.kind !== 'screen') throw new TypeError(`invalid result: ${result.kind}`);
  return result.screening;
}

function called(drugs: readonly ScreenedDrug[], kind: string): number {
  return drugs.filter(({ drug, isNoisy }) => drug.startsWith(`${kind}-`) && !isNoisy).length;
}

const seeds = Array.from({ length: 20 }, (_, k) => k + 1);

test(
  'strict calls the strong drugs of 20 planted panels, and of its calls at most 5 % are false',
  { timeout: 4 * hours },
  async () => {
    let falseCalls = 0;
    let calls = 0;
    for (const seed of seeds) {
      const { drugs } = await screenOn(plantedPanel({ ...plantedShape, seed }), { seed });
      const counts = {
        strong: called(drugs, 'strong'),
        weak: called(drugs, 'weak'),
        none: called(drugs, 'none'),
      };
      console.log(`strict, seed ${seed}: ${JSON.stringify(counts)}`);
      expect(counts.strong, `seed ${seed}`).toBeGreaterThanOrEqual(19);
      falseCalls += counts.none;
      calls += counts.strong + counts.weak + counts.none;
    }
    console.log(`strict: ${falseCalls} of ${calls} calls are false`);
    expect(falseCalls / calls).toBeLessThanOrEqual(0.05);
  },
);

test('the exact permutation P of 200 drugs without signal is uniform', { timeout: hours }, async () => {
  const panel = plantedPanel({ ...plantedShape, strong: 0, weak: 0, none: 200, seed: 1 });
  const { drugs } = await screenOn(panel, { repeats: 5, seed: 1 });
  const p = uniformityP(drugs.map(({ permutationP }) => permutationP ?? NaN));
  console.log(`uniformity of 200 permutation P: P = ${p}`);
  expect(p).toBeGreaterThan(0.01);
});

test.each(['paper', 'fast'] as const)(
  'early decision of %s agrees with the full count on every drug of a planted panel',
  { timeout: 4 * hours },
  async (protocol) => {
    const panel = plantedPanel({ ...plantedShape, seed: 1 });
    const early = await screenOn(panel, { protocol });
    const full = await screenOn(panel, { protocol, earlyDecision: false });
    console.log(
      `${protocol}: null drugs called ${called(full.drugs, 'none')} of ${plantedShape.none}, weak ${called(full.drugs, 'weak')}`,
      `strong ${called(full.drugs, 'strong')}; permutations run ${early.drugs.reduce((sum, drug) => sum + drug.permutationsRun, 0)}`,
    );
    expect(early.drugs.some(({ isEarly }) => isEarly)).toBe(true);
    early.drugs.forEach(({ drug, isNoisy }, place) => expect(isNoisy, drug).toBe(full.drugs[place].isNoisy));
  },
);
