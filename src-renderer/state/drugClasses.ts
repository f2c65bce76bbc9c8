import type { DrugLabelKind } from '#shared/model/clustering.ts';
import type { DrugComparison } from './evaluationResult.svelte.ts';

/** A drug with what one model gains over another on it. */
export interface GainedDrug {
  drug: string;
  reductionPercent: number;
}

/** Drugs of one mechanism, target or class, and what one model gains over another on them. */
export interface DrugClass {
  label: string;
  /** The largest reduction first. */
  drugs: GainedDrug[];
  meanReductionPercent: number;
  wins: number;
  losses: number;
}

/** The kinds of labels that some drug carries. */
export function labelKindsOf(drugs: readonly DrugComparison[]): DrugLabelKind[] {
  const kinds: DrugLabelKind[] = ['mechanism', 'target', 'class'];
  return kinds.filter((kind) => drugs.some((drug) => classOf(drug, kind) !== null));
}

/** What is known of a compared drug by the kind of label. */
export function classOf(drug: DrugComparison, kind: DrugLabelKind): string | null {
  switch (kind) {
    case 'mechanism':
      return drug.mechanism;
    case 'target':
      return drug.target;
    case 'class':
      return drug.drugClass;
  }
}

/**
 * The drugs by class, the class of the largest mean reduction first. Drugs without a label, or without an error under either
 * model, are in none.
 */
export function classesOf(drugs: readonly DrugComparison[], kind: DrugLabelKind): DrugClass[] {
  const byLabel = new Map<string, GainedDrug[]>();
  for (const drug of drugs) {
    const label = classOf(drug, kind);
    const { reductionPercent } = drug;
    if (label === null || reductionPercent === null || !Number.isFinite(reductionPercent)) continue;
    byLabel.set(label, [...(byLabel.get(label) ?? []), { drug: drug.drug, reductionPercent }]);
  }
  return [...byLabel]
    .map(([label, members]) => ({
      label,
      drugs: members.toSorted((a, b) => b.reductionPercent - a.reductionPercent),
      meanReductionPercent: members.reduce((sum, one) => sum + one.reductionPercent, 0) / members.length,
      wins: members.filter(({ reductionPercent }) => reductionPercent > 0).length,
      losses: members.filter(({ reductionPercent }) => reductionPercent < 0).length,
    }))
    .toSorted((a, b) => b.meanReductionPercent - a.meanReductionPercent || a.label.localeCompare(b.label));
}
