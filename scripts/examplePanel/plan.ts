import type { pathwayGenes } from './genes.ts';

export type DrugClassName = keyof typeof pathwayGenes;

/** What a class of made-up drugs acts through, and what its lines of `drugs.tsv` say. */
export interface DrugClass {
  name: DrugClassName;
  target: string;
  mechanism: string;
  drugClass: string;
  /** Mutations that move the class's pathway: by how much, in standard deviations. */
  mutations: Record<string, number>;
  /** Copy-number changes that move it: the effect of one doubling. */
  copyNumbers: Record<string, number>;
  /** How plainly its genes carry the pathway in their expression. */
  carriers: { leastLoading: number; shareRaised: number };
}

const faint: DrugClass['carriers'] = { leastLoading: 0.1, shareRaised: 0.8 };
/** Plain enough that the highest weighted genes are enriched for the pathway's own gene set. */
const plain: DrugClass['carriers'] = { leastLoading: 0.35, shareRaised: 1 };

export const drugClasses: readonly DrugClass[] = [
  {
    name: 'MEK-like',
    target: 'MAP2K1',
    mechanism: 'MEK inhibitor (synthetic)',
    drugClass: 'kinase inhibitor',
    mutations: { BRAF: 1.6, KRAS: 1.2, NRAS: 1.2, NF1: 0.6 },
    copyNumbers: {},
    carriers: plain,
  },
  {
    name: 'EGFR-like',
    target: 'EGFR',
    mechanism: 'EGFR and ERBB2 inhibitor (synthetic)',
    drugClass: 'kinase inhibitor',
    mutations: { EGFR: 1.2, KRAS: -0.6 },
    copyNumbers: { ERBB2: 0.8, EGFR: 0.6 },
    carriers: faint,
  },
  {
    name: 'HDAC-like',
    target: 'HDAC1',
    mechanism: 'HDAC inhibitor (synthetic)',
    drugClass: 'epigenetic',
    mutations: { EP300: 0.7, CREBBP: 0.7 },
    copyNumbers: {},
    carriers: faint,
  },
  {
    name: 'TOP1-like',
    target: 'TOP1',
    mechanism: 'topoisomerase I poison (synthetic)',
    drugClass: 'cytotoxic',
    mutations: { BRCA1: 0.8, BRCA2: 0.8, ATM: 0.6 },
    copyNumbers: {},
    carriers: faint,
  },
  {
    name: 'HSP90-like',
    target: 'HSP90AA1',
    mechanism: 'HSP90 inhibitor (synthetic)',
    drugClass: 'chaperone inhibitor',
    mutations: { KEAP1: -0.8, NFE2L2: -0.8 },
    copyNumbers: {},
    carriers: faint,
  },
  {
    name: 'CDK-like',
    target: 'CDK4',
    mechanism: 'CDK4 and CDK6 inhibitor (synthetic)',
    drugClass: 'kinase inhibitor',
    mutations: { RB1: -1.4, FBXW7: 0.4 },
    copyNumbers: { CDKN2A: -0.5, CCND1: 0.5 },
    carriers: faint,
  },
];

export const drugsPerClass = 5;

/** Their responses are noise alone: a screen for label noise should find them, and no model predict them. */
export const noiseDrugs: readonly string[] = ['EGFR-like 5', 'HDAC-like 5', 'CDK-like 5'];

export interface Tissue {
  name: string;
  lineCount: number;
  /** Shares of lines with a mutation, where they differ from the gene's own. */
  mutationRates: Record<string, number>;
}

export const tissues: readonly Tissue[] = [
  { name: 'lung', lineCount: 24, mutationRates: { KRAS: 0.3, EGFR: 0.2, KEAP1: 0.25 } },
  { name: 'breast', lineCount: 18, mutationRates: { BRCA1: 0.2, BRCA2: 0.2 } },
  { name: 'colon', lineCount: 16, mutationRates: { KRAS: 0.45, BRAF: 0.2, FBXW7: 0.2 } },
  { name: 'haematopoietic', lineCount: 16, mutationRates: { NRAS: 0.2, EP300: 0.2, CREBBP: 0.25 } },
  { name: 'skin', lineCount: 14, mutationRates: { BRAF: 0.6, NRAS: 0.25 } },
  { name: 'brain', lineCount: 12, mutationRates: { NF1: 0.25, RB1: 0.2 } },
  { name: 'pancreas', lineCount: 10, mutationRates: { KRAS: 0.8 } },
  { name: 'ovary', lineCount: 10, mutationRates: { BRCA1: 0.25, RB1: 0.15 } },
];

export const blockSizes = { expression: 700, copyNumber: 500, mutation: 300 } as const;
