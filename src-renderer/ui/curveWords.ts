import type { LambdaCurve } from '#shared/model/results.ts';

/** What a curve is of besides its model: a drug, or an outer fold. */
export function partOf({ name, model }: Pick<LambdaCurve, 'name' | 'model'>): string {
  return name.replace(`${model}/`, '').replace(/\/outer-\d+$/, '');
}

/** The drug whose error a curve is of; `undefined` for a model that trains all drugs together. */
export function drugOf(curve: Pick<LambdaCurve, 'name' | 'model'>): string | undefined {
  return curve.model === 'trace-norm' ? undefined : partOf(curve);
}
