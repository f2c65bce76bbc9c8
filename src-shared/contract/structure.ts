import type { Agreement, Tree } from '../model/clustering.ts';
import type { ClusterCard } from './cards.ts';

/** A drug as the Structure room shows it. */
export interface StructureDrug {
  name: string;
  target?: string;
  mechanism?: string;
  drugClass?: string;
}

/** The tree of a model's drugs, and how its cuts agree with what is known of them. */
export interface DrugTree {
  tree: Tree;
  /** In the order of `tree.items`. */
  drugs: StructureDrug[];
  agreements: Agreement[];
}

export interface HeatmapFeature {
  gene: string;
  block: string;
}

/** Weights as a figure: all arrays in the order of the model; the trees say in which order they are shown. */
export interface Heatmap {
  drugs: StructureDrug[];
  features: HeatmapFeature[];
  /** features x drugs, column-major, as base64 of 32-bit floats, little-endian. */
  weights: string;
  drugTree: Tree;
  featureTree: Tree;
  /** Features of the model, of which `features` may be the ones of largest variance. */
  modelledCount: number;
}

/** A pair of singular vectors of the weights, largest loadings by size first; of the genes those alone. */
export interface LatentFactor {
  singularValue: number;
  drugs: { name: string; loading: number }[];
  genes: { gene: string; block: string; loading: number }[];
}

export interface LatentFactors {
  /** All of them, descending. */
  singularValues: number[];
  factors: LatentFactor[];
}

export interface ClusteringSummary {
  card: ClusterCard;
  tree: Tree;
  /** Of each of the tree's items, from 1. */
  clusters: number[];
  agreements: Agreement[];
  warnings: string[];
}
