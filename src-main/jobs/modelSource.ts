import { createHash } from 'node:crypto';
import type { Drug, Feature } from '#shared/model/dataset.ts';
import { responseScaling } from '#shared/numerics/analyses/responseScaling.ts';
import type { FittedWeights } from '#shared/numerics/analyses/structure/fittedWeights.ts';
import type { SourceModel } from '#main/store/derivations.ts';
import type { StoredModel } from '#main/store/models.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';

/** A stored model with what the data set says of its drugs and features: all that can be derived from it. */
export interface ModelSource extends SourceModel {
  /** Of the data set that it was fitted to. */
  datasetHash: string;
  /** With target, mechanism and class where known; in the order of the weights' columns. */
  drugs: Drug[];
  /** In the order of the weights' rows. */
  features: Feature[];
  fitted: FittedWeights;
  /** SHA-256, in hexadecimal, over everything that can be derived from: numbers, names, annotations of the drugs. */
  hash: string;
}

/** @throws TracewiseError `not-found` when there is no model of this name */
export function loadModelSource(store: ProjectStore, name: string): ModelSource {
  const stored = store.loadModel(name);
  const axes = store.loadAxes(stored.datasetId);
  const byName = new Map(axes.drugs.map((drug) => [drug.name, drug]));
  const drugs = stored.model.drugs.map((drug) => byName.get(drug) ?? { name: drug });
  return {
    name,
    createdAt: stored.createdAt,
    seed: stored.seed,
    datasetId: stored.datasetId,
    datasetHash: stored.datasetHash,
    drugs,
    features: axes.features,
    fitted: fittedWeights(store, stored, axes.drugs),
    hash: hashOf(stored, drugs),
  };
}

function fittedWeights(
  store: ProjectStore,
  { model, datasetId }: StoredModel,
  allDrugs: readonly Drug[],
): FittedWeights {
  const { settings, weights, drugs, featureDeviations } = model;
  const featureCount = featureDeviations.length;
  return {
    weights: { rows: featureCount, columns: drugs.length, values: weights },
    featureDivisors: settings.scale === 'unit' ? featureDeviations : new Float64Array(featureCount).fill(1),
    responseDivisors:
      settings.responses === 'unit'
        ? responseDivisors(store.loadResponses(datasetId, settings.metric), allDrugs, drugs)
        : new Float64Array(drugs.length).fill(1),
  };
}

function responseDivisors(
  responses: Float64Array,
  allDrugs: readonly Drug[],
  fitted: readonly string[],
): Float64Array {
  const rows = responses.length / allDrugs.length;
  const { deviations } = responseScaling({ rows, columns: allDrugs.length, values: responses }, 'unit');
  const places = new Map(allDrugs.map(({ name }, place) => [name, place]));
  return Float64Array.from(fitted, (drug) => deviations[places.get(drug) ?? NaN]);
}

function hashOf({ datasetHash, model }: StoredModel, drugs: readonly Drug[]): string {
  const { settings, weights, intercepts, featureDeviations } = model;
  const hash = createHash('sha256').update(JSON.stringify([datasetHash, settings, drugs]));
  for (const values of [weights, intercepts, featureDeviations]) {
    hash.update(Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }
  return hash.digest('hex');
}
