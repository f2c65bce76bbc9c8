import type { WeightDirection } from '../../model/enrichment.ts';
import type { UnitContext } from '../../model/job.ts';
import type { FittedModel } from '../../model/results.ts';
import type { FitSettings } from '../../model/settings.ts';
import type { GenesOfFeatures } from '../enrichment/topGenes.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds, withoutEntries } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import { fitModel } from './fitModel.ts';
import type { FitUnitResult } from './fitModel.ts';
import type { Panel } from './panel.ts';
import { rankingWeights, topGenes } from './rankedWeights.ts';

export interface StabilityQuestion {
  /** Of the data set and metric that the model was fitted to. */
  panel: Panel;
  model: FittedModel;
  of: GenesOfFeatures;
  /** Places in the model. */
  drugs: readonly number[];
  direction: WeightDirection;
  top: number;
  foldCount: number;
}

/** A drug's top genes in the whole model, strongest first, and in how many of the refits each is among them. */
export interface GeneStability {
  drug: string;
  /** Places of genes. */
  genes: number[];
  foldsInTop: number[];
}

export const stabilityFolds = 5;

/**
 * How often a drug's top genes come out again when the model is fitted without a fifth of each drug's responses, fold
 * after fold of a transductive split. Mixing and lambda stay the model's; the trace norm's lambda is multiplied by the
 * share of the entries kept, as its loss is a sum over them. Genes are ranked with the model's own deviations, and the
 * folds come from its seed.
 * @throws TracewiseError `cancelled`
 */
export function geneStability(question: StabilityQuestion, context: UnitContext): GeneStability[] {
  const { panel, model, drugs, foldCount } = question;
  const stream = randomStream(model.settings.seed, 'stability');
  const folds = assignFolds('transductive', panel.responses, undefined, foldCount, stream);
  const found = drugs.map((drug) => ({
    drug: model.drugs[drug],
    genes: topOf(model.weights, drug, question),
    counts: new Map<number, number>(),
  }));
  for (let fold = 1; fold <= foldCount; fold += 1) {
    const kept = { ...panel, responses: withoutEntries(panel.responses, (entry) => folds[entry] === fold) };
    for (const refit of refitsOf(question, kept, context)) {
      for (const { drug, counts } of found) {
        const place = refit.drugs.indexOf(drug);
        if (place === -1) continue;
        for (const gene of topOf(refit.weights, place, question))
          counts.set(gene, (counts.get(gene) ?? 0) + 1);
      }
    }
    context.report({ fraction: fold / foldCount });
  }
  return found.map(({ drug, genes, counts }) => ({
    drug,
    genes,
    foldsInTop: genes.map((gene) => counts.get(gene) ?? 0),
  }));
}

/** @param drug its place in the weights, which may be those of a refit */
function topOf(
  weights: Float64Array,
  drug: number,
  { model, of, direction, top }: StabilityQuestion,
): number[] {
  const { factors } = rankingWeights(model);
  return topGenes({ weights, factors }, of, { drug, direction, count: top });
}

/** The model again on other responses: of the trace norm one with all its drugs, else one per drug asked for. */
function* refitsOf(
  { model, drugs, foldCount }: StabilityQuestion,
  panel: Panel,
  context: UnitContext,
): Generator<FittedModel> {
  const { settings } = model;
  if (settings.model === 'trace-norm') {
    const lambda = { kind: 'value' as const, lambda: model.lambda * (1 - 1 / foldCount) };
    yield refit({ ...settings, drugs: model.drugs, lambda }, panel, context);
    return;
  }
  for (const drug of drugs) {
    const { lambda: value, l1Ratio } = model.drugFits[drug];
    const lambda = { kind: 'value' as const, lambda: value };
    const ratio = settings.model === 'elastic-net' ? { l1Ratio } : {};
    yield refit({ ...settings, ...ratio, drugs: [model.drugs[drug]], lambda }, panel, context);
  }
}

function refit(settings: FitSettings, panel: Panel, { isCancelled }: UnitContext): FittedModel {
  const quiet = { isCancelled, report: () => undefined };
  const results = new Map<string, FitUnitResult>();
  for (const { name } of fitModel.plan(settings, panel).units) {
    requireGoingOn(quiet);
    results.set(name, fitModel.run(name, settings, panel, quiet));
  }
  return fitModel.assemble(settings, panel, results);
}
