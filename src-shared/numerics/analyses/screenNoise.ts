import type { Screening } from '../../model/results.ts';
import type { ScreenSettings } from '../../model/settings.ts';
import type { Procedure } from './procedure.ts';
import type { TaskScreen } from './screenedDrugs.ts';

/** What a unit gives: its tasks, in their order in the panel. */
export interface ScreenUnitResult {
  tasks: TaskScreen[];
}

export const screenNoise: Procedure<ScreenSettings, ScreenUnitResult, Screening> = {
  plan: () => {
    throw new Error('being built');
  },
  run: () => {
    throw new Error('being built');
  },
  assemble: () => {
    throw new Error('being built');
  },
};
