import type { UnitContext } from '../../model/job.ts';
import type { Panel, Unit } from './panel.ts';

export interface Plan {
  units: Unit[];
  /** Drugs that are left out, by name and reason. */
  warnings: string[];
}

/**
 * A whole analysis cut into units that do not know of each other. The same settings and panel give the same
 * plan and, unit by unit, the same bytes, on any thread and in any order.
 * A unit's result is data that survives structured cloning.
 */
export interface Procedure<Settings, UnitResult, Result> {
  /** @throws TracewiseError `invalid-input` when nothing can be computed, `invalid-setting` for a setting that does not fit the panel */
  plan(settings: Settings, panel: Panel): Plan;
  /** @throws TracewiseError `cancelled` soon after the context says so */
  run(unitName: string, settings: Settings, panel: Panel, context: UnitContext): UnitResult;
  assemble(settings: Settings, panel: Panel, results: ReadonlyMap<string, UnitResult>): Result;
}
