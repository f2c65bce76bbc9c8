import { defaultFeatureClusters } from '../../../model/clustering.ts';
import type { Agreement, ClusterSettings, Clustering, Tree } from '../../../model/clustering.ts';
import type { Drug } from '../../../model/dataset.ts';
import { TracewiseError } from '../../../model/errors.ts';
import type { UnitContext } from '../../../model/job.ts';
import { cutTree } from '../../clustering/cutTree.ts';
import { column } from '../../linalg/matrix.ts';
import type { Matrix } from '../../linalg/matrix.ts';
import { transposed } from '../../linalg/products.ts';
import { agreementsOf } from './agreement.ts';
import { allPlaces, mostVariable, weightsOn } from './fittedWeights.ts';
import type { FittedWeights } from './fittedWeights.ts';
import { stepsWithin, treeOf } from './trees.ts';

/** More items than these are counted in a warning, not named. */
const mostNamed = 10;

/** A stored model to be clustered. */
export interface ClusterQuestion {
  settings: ClusterSettings;
  fitted: FittedWeights;
  /** In the order of the weights' columns. */
  drugs: readonly Drug[];
  /** In the order of the weights' rows; empty when drugs are clustered. */
  featureNames: readonly string[];
  /** Of each feature over samples; only needed where not all features count. */
  featureVariances?: Float64Array;
}

/**
 * Clusters the drugs of a model, or its features, by their weights (methods 10).
 * @throws TracewiseError `invalid-setting` for a drug that the model has not, or too many clusters; `cancelled`
 */
export function clusterModel(question: ClusterQuestion, context: UnitContext): Clustering {
  const { settings, fitted, drugs } = question;
  const shown = {
    drugs: drugPlaces(drugs, settings.drugs, settings.model),
    features: featurePlaces(question),
  };
  const weights = weightsOn(settings.scale, fitted, shown);
  const ofDrugs = settings.of === 'drugs';
  const shownDrugs = Array.from(shown.drugs, (place) => drugs[place]);
  const names = ofDrugs
    ? shownDrugs.map(({ name }) => name)
    : Array.from(shown.features, (place) => question.featureNames[place]);
  requirePossible(settings, names.length);
  const items = ofDrugs ? weights : transposed(weights);
  const tree = treeOf(items, names, settings, stepsWithin(context, 0, 1));
  const agreements = ofDrugs ? agreementsOf(tree.merges, shownDrugs) : [];
  const k = settings.k ?? usualClusterCount(tree, agreements);
  return {
    settings,
    tree,
    k,
    clusters: Array.from(cutTree(tree.merges, k)),
    agreements,
    warnings: warningsOf(items, names, settings),
  };
}

/** Names of items without any weight: they are alike, whatever else is known of them. */
function warningsOf(items: Matrix, names: readonly string[], { of }: ClusterSettings): string[] {
  const idle = names.filter((_, item) => column(items, item).every((weight) => weight === 0));
  if (idle.length === 0) return [];
  const who = idle.length <= mostNamed ? idle.join(', ') : `${idle.length} ${of}`;
  return [`${who} ${idle.length === 1 ? 'has' : 'have'} no weight but 0`];
}

/** Places of the drugs asked for, in the order of the model. @throws TracewiseError `invalid-setting` */
export function drugPlaces(
  drugs: readonly Drug[],
  wanted: readonly string[] | undefined,
  model: string,
): Int32Array {
  if (wanted === undefined) return allPlaces(drugs.length);
  const names = drugs.map(({ name }) => name);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new TracewiseError('invalid-setting', `the model "${model}" has no drug "${unknown}"`, {
      found: unknown,
      expected: names.slice(0, 5).join(', ') + (names.length > 5 ? ' ...' : ''),
    });
  }
  return allPlaces(drugs.length).filter((place) => wanted.includes(names[place]));
}

function featurePlaces({ settings, fitted, featureVariances }: ClusterQuestion): Int32Array {
  return settings.topVariance === null || featureVariances === undefined
    ? allPlaces(fitted.weights.rows)
    : mostVariable(featureVariances, settings.topVariance);
}

/** The number of classes of the first label that is known, else 8; never more than there are items. */
function usualClusterCount(tree: Tree, agreements: readonly Agreement[]): number {
  const classCount = agreements.at(0)?.classCount ?? defaultFeatureClusters;
  return Math.min(classCount, tree.items.length);
}

function requirePossible({ of, k = 1 }: ClusterSettings, itemCount: number): void {
  if (itemCount < 2) {
    throw new TracewiseError('invalid-setting', `a tree needs two ${of} at least`, {
      found: String(itemCount),
      expected: '2 or more',
    });
  }
  if (k <= itemCount) return;
  throw new TracewiseError('invalid-setting', `${itemCount} ${of} cannot be cut into ${k} clusters`, {
    found: String(k),
    expected: `1 to ${itemCount}`,
  });
}
