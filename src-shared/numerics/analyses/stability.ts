import type { WeightDirection } from '../../model/enrichment.ts';
import type { UnitContext } from '../../model/job.ts';
import type { FittedModel } from '../../model/results.ts';
import { defaultElasticNetTolerance } from '../../model/settings.ts';
import type { FitSettings } from '../../model/settings.ts';
import type { GenesOfFeatures } from '../enrichment/topGenes.ts';
import { randomStream } from '../random/stream.ts';
import { assignFolds, withoutEntries } from '../resampling/folds.ts';
import { requireGoingOn } from './cancellation.ts';
import { mixed } from './fittedStack.ts';
import { fitModel } from './fitModel.ts';
import type { FitUnitResult } from './fitModel.ts';
import type { Panel } from './panel.ts';
import { rankingWeights, topGenes } from './rankedWeights.ts';
import type { SingleTaskModel } from './singleTaskTraining.ts';

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

type Refit = Pick<FittedModel, 'drugs' | 'weights'>;

/** The model again on other responses: of the trace norm one with all its drugs, else one per drug asked for. */
function* refitsOf(question: StabilityQuestion, panel: Panel, context: UnitContext): Generator<Refit> {
  const { model, drugs } = question;
  switch (model.settings.model) {
    case 'trace-norm':
      yield refitTogether(question, panel, context);
      return;
    case 'elastic-net':
    case 'ridge':
      for (const drug of drugs) yield refitAlone(model, model.settings.model, drug, panel, context);
      return;
    case 'stack': {
      const together = refitTogether(question, panel, context);
      for (const drug of drugs) {
        const alone = refitAlone(model, 'elastic-net', drug, panel, context);
        yield stackedDrug(together, alone, model.drugFits[drug].stackWeight ?? NaN);
      }
    }
  }
}

function refitTogether(
  { model, foldCount }: StabilityQuestion,
  panel: Panel,
  context: UnitContext,
): FittedModel {
  const lambda = { kind: 'value' as const, lambda: model.lambda * (1 - 1 / foldCount) };
  return refit({ ...model.settings, model: 'trace-norm', drugs: model.drugs, lambda }, panel, context);
}

function refitAlone(
  { settings, drugs, drugFits }: FittedModel,
  model: SingleTaskModel,
  drug: number,
  panel: Panel,
  context: UnitContext,
): FittedModel {
  const { lambda: value, l1Ratio } = drugFits[drug];
  const lambda = { kind: 'value' as const, lambda: value };
  const ratio = model === 'elastic-net' ? { l1Ratio } : {};
  const tolerance = settings.model === 'stack' ? defaultElasticNetTolerance : settings.tolerance;
  return refit({ ...settings, model, ...ratio, tolerance, drugs: [drugs[drug]], lambda }, panel, context);
}

/** A drug of a stack that was fitted alone, mixed with the same of those fitted together; nothing when they lack it. */
function stackedDrug(together: FittedModel, alone: FittedModel, share: number): Refit {
  const place = together.drugs.indexOf(alone.drugs[0]);
  if (place === -1) return { drugs: [], weights: new Float64Array(0) };
  const count = alone.weights.length;
  const own = together.weights.subarray(place * count, (place + 1) * count);
  return { drugs: alone.drugs, weights: mixed(own, alone.weights, Float64Array.of(share)) };
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
