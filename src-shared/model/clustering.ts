import { z } from 'zod';

/** `wardD` is what R before 3.1 called "ward", and what the paper used (methods 10). */
export const linkages = ['wardD', 'wardD2', 'average', 'complete', 'single'] as const;
export const linkage = z.enum(linkages);
export type Linkage = z.infer<typeof linkage>;

export const distanceMeasures = ['euclidean', 'correlation'] as const;
export const distanceMeasure = z.enum(distanceMeasures);
export type DistanceMeasure = z.infer<typeof distanceMeasure>;

/** `fitted`: the scale that the model was fitted on; `original`: that of the data as imported. */
export const weightScale = z.enum(['fitted', 'original']);
export type WeightScale = z.infer<typeof weightScale>;

/** `merge`: as R orders leaves; `optimal`: with the least sum of distances between neighbours, the tree kept. */
export const leafOrder = z.enum(['merge', 'optimal']);

/** How a tree is made of items described by weights. */
export const treeOptions = z.strictObject({
  linkage,
  distance: distanceMeasure,
  leafOrder,
});
export type TreeOptions = z.infer<typeof treeOptions>;

/** A binary tree of merges, as R's `hclust` gives it. */
export interface Tree {
  /** Names of the leaves, in the order that they were given in. */
  items: string[];
  /**
   * R's signed convention, two numbers per step: below zero a leaf (-1 the first), above zero the cluster made at that
   * step (1 the first).
   */
  merges: number[];
  /** One per step. */
  heights: number[];
  /** Places in `items`, from 0, from left to right. */
  order: number[];
}

/** Features of largest variance over samples as imported; null: all. */
const topVariance = z.number().int().min(2).nullable();

export const clusterSettings = z.strictObject({
  /** The name of a fitted model. */
  model: z.string(),
  of: z.enum(['drugs', 'features']),
  /** Names of the drugs to show; `undefined`: all of the model. */
  drugs: z.array(z.string()).min(2).optional(),
  /** Which features: those that are clustered, or by which drugs are. Drugs are told apart by all unless asked else. */
  topVariance,
  scale: weightScale,
  ...treeOptions.shape,
  /** Clusters to cut the tree into; `undefined`: the number of classes known, else 8 or fewer. */
  k: z.number().int().min(1).optional(),
});
export type ClusterSettings = z.infer<typeof clusterSettings>;

export const defaultTopVariance = 5000;
export const defaultDrugTree: TreeOptions = { linkage: 'wardD', distance: 'euclidean', leafOrder: 'merge' };
/** The default of the tool that drew the paper's figures. */
export const defaultFeatureTree: TreeOptions = {
  linkage: 'complete',
  distance: 'euclidean',
  leafOrder: 'merge',
};
export const defaultFeatureClusters = 8;

/** What is known of drugs that their clusters can be compared with. */
export const drugLabelKinds = ['mechanism', 'target', 'class'] as const;
export type DrugLabelKind = (typeof drugLabelKinds)[number];

/** How well clusters agree with what is known: adjusted Rand index (Hubert & Arabie 1985). */
export interface Agreement {
  label: DrugLabelKind;
  /** Different labels among the labelled drugs; drugs without a label take no part. */
  classCount: number;
  labelledCount: number;
  /** At k = 1, 2 .. number of drugs; null where it is not defined. */
  byClusterCount: (number | null)[];
}

/** A stored clustering: one cut of one tree. */
export interface Clustering {
  settings: ClusterSettings;
  tree: Tree;
  k: number;
  /** Cluster of each item from 1, numbered as R's `cutree` does. */
  clusters: number[];
  /** Of drugs; empty for features. */
  agreements: Agreement[];
  warnings: string[];
}
