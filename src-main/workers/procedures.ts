import { evaluateModels } from '#shared/numerics/analyses/evaluateModels.ts';
import { fitModel } from '#shared/numerics/analyses/fitModel.ts';
import type { Procedures } from './serveProcedures.ts';

/** Which procedure runs an analysis of which kind. */
export const procedures: Procedures = { evaluate: evaluateModels, fit: fitModel };
