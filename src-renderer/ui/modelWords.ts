import type { EvaluatedModel, HoldoutScheme, Protocol } from '#shared/model/settings.ts';

export interface ModelWords {
  name: string;
  /** One sentence for someone who chooses. */
  sentence: string;
}

export const modelWords: Readonly<Record<EvaluatedModel, ModelWords>> = {
  stack: {
    name: 'Stack',
    sentence:
      'A mix of the trace norm and the elastic net, weighed for each drug by what the inner folds found. Trains both.',
  },
  'trace-norm': {
    name: 'Trace norm',
    sentence:
      'Trains all drugs together and lets them share a few latent factors; draws on cell lines other drugs were measured on.',
  },
  'elastic-net': {
    name: 'Elastic net',
    sentence:
      'Trains every drug on its own and keeps few genes; the usual single-task method, and the one to beat.',
  },
  ridge: {
    name: 'Ridge',
    sentence:
      'Trains every drug on its own with small weights on all genes; fast, and often close to the elastic net.',
  },
  kbmtl: {
    name: 'Bayesian multitask',
    sentence:
      'Kernelized Bayesian multitask learning (Gönen & Margolin 2014): all drugs together through a kernel between cell lines; slow, and gives no weights of genes.',
  },
  neighbour: {
    name: 'Nearest drug',
    sentence:
      'Uses no genes: reads a value off the drug whose responses go most alike. Fills gaps of a table only: other drugs must have been measured on the line.',
  },
  'additive-mean': {
    name: 'Additive mean',
    sentence:
      'Uses no genes: how sensitive the cell line is on average, and how potent the drug; needs other drugs’ values for the same line.',
  },
  'drug-mean': {
    name: 'Drug mean',
    sentence:
      'Predicts each drug’s training mean for every cell line; the floor, whose error makes nMSE equal 1.',
  },
};

/** The model to take when in doubt (methods 6). */
const recommendedModel: EvaluatedModel = 'stack';

/** A model's name where one of several is chosen: it says which one is recommended. */
export function choiceName(model: EvaluatedModel): string {
  const { name } = modelWords[model];
  return model === recommendedModel ? `${name} (recommended)` : name;
}

export const schemeWords: Readonly<
  Record<HoldoutScheme, { name: string; sentence: string; picture: string }>
> = {
  transductive: {
    name: 'Leave entries out',
    sentence:
      'Fills the gaps of a table: single values are held out, the cell line itself was seen with other drugs. Also called transductive.',
    picture: 'Single entries scattered over the table of cell lines and drugs are held out.',
  },
  inductive: {
    name: 'Leave cell lines out',
    sentence:
      'Predicts for new cell lines: all values of a line are held out together. Harder, and what a new patient sample means. Also called inductive.',
    picture: 'Whole rows, that is all drugs of some cell lines, are held out.',
  },
  'leave-tissue-out': {
    name: 'Leave tissues out',
    sentence:
      'Predicts for a tissue never seen: all lines of a tissue are held out together. The hardest; the data set must name tissues.',
    picture: 'All rows of one tissue are held out.',
  },
};

export const protocolWords: Readonly<Record<Protocol, { name: string; sentence: string }>> = {
  strict: {
    name: 'Strict',
    sentence:
      'Everything is tuned inside the training folds, and each drug is scaled so that none dominates. What to believe and to publish.',
  },
  paper: {
    name: 'As in the paper',
    sentence:
      'Follows Yuan et al. (2016) word for word: the elastic net’s mixing is tuned on all data first, which leaks a little, and responses stay as measured. For reproducing their tables.',
  },
};
