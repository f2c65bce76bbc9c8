import { defaultTopCount } from '#shared/model/enrichment.ts';
import { modelledGenes, rankedWeights } from '#shared/numerics/analyses/rankedWeights.ts';
import { stabilityFolds } from '#shared/numerics/analyses/stability.ts';
import type { StableGene } from '#main/exporters/stabilityTable.ts';
import type { Derivations, Waiting } from '#main/jobs/derivations.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { drugsAsked, modelWithFeatures } from './geneLists.ts';
import type { ListRequest } from './geneLists.ts';

/** The top genes of drugs with how often they come out again; answers are kept, so that asking again is instant. */
export async function stableGenes(
  store: ProjectStore,
  derivations: Derivations,
  request: Omit<ListRequest, 'top' | 'direction'> & Partial<ListRequest>,
  waiting: Waiting,
): Promise<{ drug: string; genes: StableGene[] }[]> {
  const { direction = 'positive', top = defaultTopCount } = request;
  const { stored, model, features } = modelWithFeatures(store, request.model);
  const source = derivations.source(store, request.model);
  const modelled = modelledGenes(features);
  const drugs = drugsAsked(model.drugs, request);
  const { geneOfFeature, geneCount, genes } = modelled;
  const panel = store.loadPanelOf(stored.datasetId, [model.settings.metric]);
  const question = { panel, model, of: { geneOfFeature, geneCount }, drugs, direction, top };
  const answer = await derivations.askAgain(
    source,
    [drugs, direction, top],
    { kind: 'stability', question: { ...question, foldCount: stabilityFolds } },
    waiting,
  );
  if (answer.kind !== 'stability') throw new TypeError(`invalid answer to a question: ${answer.kind}`);
  return answer.drugs.map(({ drug, genes: places, foldsInTop }, index) => {
    const ranked = rankedWeights(model, features, { drug: drugs[index], direction, count: top }, modelled);
    return {
      drug,
      genes: places.map((place, rank) => ({
        gene: genes[place],
        weight: ranked[rank].weight,
        foldsInTop: foldsInTop[rank],
      })),
    };
  });
}
