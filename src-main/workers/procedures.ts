import { evaluateModels } from '#shared/numerics/analyses/evaluateModels.ts';
import type { Procedures } from './serveProcedures.ts';

/** Which procedure runs an analysis of which kind. */
export const procedures: Procedures = { evaluate: evaluateModels };
