import type { Screening } from '../../src-shared/model/results.ts';
import {
  defaultHoldout,
  defaultPermutations,
  defaultRepeats,
  defaultScreenThreshold,
} from '../../src-shared/model/settings.ts';
import type { ScreenSettings } from '../../src-shared/model/settings.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import { screenNoise } from '../../src-shared/numerics/analyses/screenNoise.ts';

/** The product's defaults, with what a test wants otherwise. */
export function screenSettingsOf(own: Partial<ScreenSettings> = {}): ScreenSettings {
  const protocol = own.protocol ?? 'strict';
  return {
    metrics: ['activity'],
    protocol,
    repeats: defaultRepeats,
    permutations: defaultPermutations,
    holdout: defaultHoldout,
    threshold: defaultScreenThreshold(protocol),
    earlyDecision: true,
    seed: 1,
    ...own,
  };
}

/** Plans, runs and assembles a screen on this thread. */
export function runScreen(panel: Panel, own: Partial<ScreenSettings> = {}): Screening {
  const settings = screenSettingsOf(own);
  const { units } = screenNoise.plan(settings, panel);
  const context = { isCancelled: () => false, report: () => undefined };
  return screenNoise.assemble(
    settings,
    panel,
    new Map(units.map(({ name }) => [name, screenNoise.run(name, settings, panel, context)])),
  );
}
