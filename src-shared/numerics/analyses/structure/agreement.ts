import { drugLabelKinds } from '../../../model/clustering.ts';
import type { Agreement, DrugLabelKind } from '../../../model/clustering.ts';
import type { Drug } from '../../../model/dataset.ts';
import { cutTree } from '../../clustering/cutTree.ts';
import { adjustedRandIndex } from '../../clustering/randIndex.ts';

/**
 * How every cut of a tree of drugs agrees with what is known of them, label by label; labels that no drug has are left
 * out.
 * @param drugs in the order of the tree's items
 */
export function agreementsOf(merges: ArrayLike<number>, drugs: readonly Drug[]): Agreement[] {
  const cuts = drugs.map((_, index) => cutTree(merges, index + 1));
  return drugLabelKinds.flatMap((label) => {
    const labels = drugs.map((drug) => labelOf(drug, label));
    const labelled = labels.flatMap((text, drug) => (text === undefined ? [] : [drug]));
    if (labelled.length === 0) return [];
    const names = [...new Set(labels.filter((text) => text !== undefined))];
    const classes = labelled.map((drug) => names.indexOf(labels[drug] ?? ''));
    const byClusterCount = cuts.map((clusters) => {
      const index = adjustedRandIndex(
        labelled.map((drug) => clusters[drug]),
        classes,
      );
      return Number.isNaN(index) ? null : index;
    });
    return [{ label, classCount: names.length, labelledCount: labelled.length, byClusterCount }];
  });
}

function labelOf(drug: Drug, label: DrugLabelKind): string | undefined {
  switch (label) {
    case 'mechanism':
      return drug.mechanism;
    case 'target':
      return drug.target;
    case 'class':
      return drug.drugClass;
  }
}
