import type { Drug } from '#shared/model/dataset.ts';

/** Drugs by name, with what the data set says of them. */
export function annotated(names: readonly string[], known: readonly Drug[]): Drug[] {
  const byName = new Map(known.map((drug) => [drug.name, drug]));
  return names.map((name) => byName.get(name) ?? { name });
}
