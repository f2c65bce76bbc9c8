import type { Feature } from '#shared/model/dataset.ts';
import type { WeightDirection } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import {
  modelledGenes,
  rankingWeights,
  scoredGenes,
  topGenes,
} from '#shared/numerics/analyses/rankedWeights.ts';
import type { ListContent } from '#main/exporters/geneLists/archive.ts';
import type { StoredModel } from '#main/store/models.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';

export interface ListRequest {
  model: string;
  /** `undefined`: all of the model. */
  drug?: string;
  direction: WeightDirection;
  top: number;
}

/** A stored model with the features of its rows. @throws TracewiseError `not-found` */
export function modelWithFeatures(
  store: ProjectStore,
  name: string,
): { stored: StoredModel; model: StoredModel['model']; features: Feature[] } {
  const stored = store.loadModel(name);
  return { stored, model: stored.model, features: store.loadAxes(stored.datasetId).features };
}

/** The gene lists of a model for other tools. @throws TracewiseError `not-found` for a model or drug */
export function listContent(store: ProjectStore, request: ListRequest): ListContent {
  const { stored, model, features } = modelWithFeatures(store, request.model);
  const { direction, top } = request;
  const modelled = modelledGenes(features);
  const ranking = rankingWeights(model);
  const places = drugsAsked(model.drugs, request);
  return {
    origin: {
      model: stored.name,
      modelKind: model.settings.model,
      metric: model.settings.metric,
      datasetName: stored.datasetName,
      datasetHash: stored.datasetHash,
      seed: stored.seed,
      version: stored.version,
      createdAt: stored.createdAt,
      scale: model.settings.scale,
      direction,
      top,
    },
    drugs: places.map((place) => model.drugs[place]),
    genesOf: (drug) => ({
      drug: model.drugs[places[drug]],
      top: topGenes(ranking, modelled, { drug: places[drug], direction, count: top }).map(
        (gene) => modelled.genes[gene],
      ),
      ranking: scoredGenes(ranking, modelled, places[drug]),
    }),
    universe: modelled.genes,
  };
}

/** Places in the model. @throws TracewiseError `not-found` */
export function drugsAsked(
  drugs: readonly string[],
  { drug, model }: Pick<ListRequest, 'drug' | 'model'>,
): number[] {
  if (drug === undefined) return [...drugs.keys()];
  const place = drugs.indexOf(drug);
  if (place !== -1) return [place];
  throw new TracewiseError('not-found', `"${model}" has no drug "${drug}"`, {
    expected: drugs.slice(0, 5).join(', ') + (drugs.length > 5 ? ' ...' : ''),
  });
}
