import type { FittedModel, ResultOrigin } from '#shared/model/results.ts';
import type { FitSettings } from '#shared/model/settings.ts';
import { tsvLine } from './tsv.ts';
import type { Cell } from './tsv.ts';

/** A fitted model with the names that its matrices do not carry. */
export interface NamedModel extends Omit<ResultOrigin, 'createdAt'> {
  name: string;
  datasetName: string;
  /** In the order of the weights' rows. */
  featureNames: readonly string[];
  model: FittedModel;
}

/** Positions of the drugs to write. */
export type Positions = readonly number[];

/** `feature`, then a column per drug; original scale. */
export function* weightsTable({ featureNames, model }: NamedModel, drugs: Positions): Generator<string> {
  const featureCount = featureNames.length;
  yield tsvLine(['feature', ...drugs.map((drug) => model.drugs[drug])]);
  for (let feature = 0; feature < featureCount; feature += 1) {
    const weights = drugs.map((drug) => model.weights[drug * featureCount + feature]);
    yield tsvLine([featureNames[feature], ...weights]);
  }
}

export function* interceptsTable({ model }: NamedModel, drugs: Positions): Generator<string> {
  yield tsvLine(['drug', 'intercept']);
  for (const drug of drugs) yield tsvLine([model.drugs[drug], model.intercepts[drug]]);
}

/** `key`, `value`: what was asked for, what came out, and from what. */
export function* fitTable(named: NamedModel): Generator<string> {
  const { model, featureNames } = named;
  const { settings } = model;
  const facts: readonly (readonly [string, Cell])[] = [
    ['name', named.name],
    ['dataset', named.datasetName],
    ['metric', settings.metric],
    ['model', settings.model],
    ['lambda', model.lambda],
    ['lambda_max', model.lambdaMax],
    ['l1_ratio', settings.model === 'elastic-net' ? (settings.l1Ratio ?? null) : null],
    ['objective', model.objective],
    ['loss', model.loss],
    ['trace_norm', model.traceNorm],
    ['rank', model.rank],
    ['certificate', model.certificate],
    ['status', model.status],
    ['iterations', model.iterations],
    ['solver', usesTraceNorm(settings) ? settings.solver : null],
    ['tolerance', settings.tolerance],
    ['scale', settings.scale],
    ['responses', settings.responses],
    ['features', featureNames.length],
    ['drugs', model.drugs.length],
    ['seed', named.seed],
    ['dataset_hash', named.datasetHash],
    ['version', named.version],
  ];
  yield tsvLine(['key', 'value']);
  for (const fact of facts) yield tsvLine(fact);
}

function usesTraceNorm({ model }: FitSettings): boolean {
  return model === 'trace-norm' || model === 'stack';
}

/** A row per drug of a single-task model; the header alone for the trace norm. */
export function* drugFitsTable({ model }: NamedModel, drugs: Positions): Generator<string> {
  const wanted = new Set(drugs.map((drug) => model.drugs[drug]));
  yield tsvLine(['drug', 'lambda', 'l1_ratio', 'n', 'nonzero', 'certificate', 'status']);
  for (const fit of model.drugFits) {
    if (!wanted.has(fit.drug)) continue;
    const { drug, lambda, l1Ratio, sampleCount, nonzeroCount, certificate, status } = fit;
    yield tsvLine([drug, lambda, l1Ratio, sampleCount, nonzeroCount, certificate, status]);
  }
}

/** On the scale the model was fitted on, descending, from 1; the header alone for single-task models. */
export function* singularValuesTable({ model }: NamedModel): Generator<string> {
  yield tsvLine(['index', 'singular_value']);
  for (const [index, value] of model.singularValues.entries()) yield tsvLine([index + 1, value]);
}
