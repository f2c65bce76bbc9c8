import type { Agreement, Tree, TreeOptions, WeightScale } from '../../../model/clustering.ts';
import type { Drug } from '../../../model/dataset.ts';
import { TracewiseError } from '../../../model/errors.ts';
import type { UnitContext } from '../../../model/job.ts';
import { transposed } from '../../linalg/products.ts';
import { agreementsOf } from './agreement.ts';
import { allPlaces, mostVariable, weightsOn } from './fittedWeights.ts';
import type { FittedWeights } from './fittedWeights.ts';
import { latentFactors } from './latentFactors.ts';
import type { Factors } from './latentFactors.ts';
import { stepsWithin, treeOf } from './trees.ts';

/** A stored model, and the drugs of it that are looked at. */
export interface ModelShown {
  fitted: FittedWeights;
  scale: WeightScale;
  /** Those that are shown, in the order of the model. */
  drugs: readonly Drug[];
  /** Their columns of the weights. */
  drugPlaces: Int32Array;
}

export interface DrugTreeQuestion extends ModelShown {
  tree: TreeOptions;
}

export interface HeatmapQuestion extends ModelShown {
  drugTree: TreeOptions;
  featureTree: TreeOptions;
  /** `null`: all features. */
  topVariance: number | null;
  featureVariances?: Float64Array;
  featureNames: readonly string[];
}

export interface HeatmapAnswer {
  /** Rows of the weights that are shown. */
  featurePlaces: Int32Array;
  /** features x drugs, column-major. */
  weights: Float32Array;
  drugTree: Tree;
  featureTree: Tree;
}

/** More rows than this no figure tells apart, and their tree takes minutes. */
export const mostFeaturesShown = 20_000;

/** The tree of a model's drugs by all its weights, and how its cuts agree with what is known of them. */
export function drugTreeOf(
  question: DrugTreeQuestion,
  context: UnitContext,
): { tree: Tree; agreements: Agreement[] } {
  const tree = treeOfDrugs(question, question.tree, context, 1);
  return { tree, agreements: agreementsOf(tree.merges, question.drugs) };
}

/** @throws TracewiseError `invalid-setting` for more features than a figure can hold; `cancelled` */
export function heatmapOf(question: HeatmapQuestion, context: UnitContext): HeatmapAnswer {
  const featurePlaces = shownFeatures(question);
  const drugTree = treeOfDrugs(question, question.drugTree, context, 0.2);
  const part = { features: featurePlaces, drugs: question.drugPlaces };
  const weights = weightsOn(question.scale, question.fitted, part);
  const names = Array.from(featurePlaces, (place) => question.featureNames[place]);
  const featureTree = treeOf(transposed(weights), names, question.featureTree, stepsWithin(context, 0.2, 1));
  return { featurePlaces, weights: Float32Array.from(weights.values), drugTree, featureTree };
}

export function factorsOf(question: ModelShown, context: UnitContext): Factors {
  const features = allPlaces(question.fitted.weights.rows);
  const weights = weightsOn(question.scale, question.fitted, { features, drugs: question.drugPlaces });
  return latentFactors(weights, context);
}

function treeOfDrugs(shown: ModelShown, options: TreeOptions, context: UnitContext, share: number): Tree {
  const features = allPlaces(shown.fitted.weights.rows);
  const weights = weightsOn(shown.scale, shown.fitted, { features, drugs: shown.drugPlaces });
  const names = shown.drugs.map(({ name }) => name);
  return treeOf(weights, names, options, stepsWithin(context, 0, share));
}

function shownFeatures({ topVariance, featureVariances, fitted }: HeatmapQuestion): Int32Array {
  const places =
    topVariance === null || featureVariances === undefined
      ? allPlaces(fitted.weights.rows)
      : mostVariable(featureVariances, topVariance);
  if (places.length <= mostFeaturesShown) return places;
  throw new TracewiseError('invalid-setting', 'the heatmap cannot show so many features', {
    found: String(places.length),
    expected: `at most ${mostFeaturesShown}`,
    remedy: 'Show those of largest variance.',
  });
}
