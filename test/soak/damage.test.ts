import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { damages } from '../support/damage.ts';
import { damageOnce, fullProject } from '../support/damaged.ts';
import { temporaryFolder } from '../support/folders.ts';

const hours = 3_600_000;
const times = 100;
const seed = Number(process.env['SOAK_SEED'] ?? 1);

describe(`a project that is damaged ${times} times`, () => {
  test.each(Object.keys(damages))(
    'by %s is sound, or says what is lost and saves the rest',
    { timeout: hours },
    async (kind) => {
      const path = join(temporaryFolder(), 'study.tracewise');
      fullProject(path);
      const whole = readFileSync(path);
      const outcomes: Record<string, number> = {};
      for (let time = 0; time < times; time += 1) {
        const folder = mkdtempSync(join(tmpdir(), 'tracewise-damage-'));
        try {
          const { outcome, faults } = await damageOnce(whole, folder, kind, seed + time);
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
          expect(faults, `${kind}, seed ${seed + time}`).toEqual([]);
        } finally {
          rmSync(folder, { recursive: true, force: true });
        }
      }
      console.log(`${kind}: ${JSON.stringify(outcomes)}`);
    },
  );
});
