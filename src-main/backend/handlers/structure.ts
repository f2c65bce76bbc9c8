import type {
  DrugTree,
  Heatmap,
  LatentFactors,
  MethodArguments,
  StructureDrug,
} from '#shared/contract/methods.ts';
import type { Drug } from '#shared/model/dataset.ts';
import { drugPlaces } from '#shared/numerics/analyses/structure/clusterModel.ts';
import { byLoading } from '#shared/numerics/analyses/structure/latentFactors.ts';
import type { Factors } from '#shared/numerics/analyses/structure/latentFactors.ts';
import type { ModelShown } from '#shared/numerics/analyses/structure/modelFigures.ts';
import type { StructureAnswer } from '#shared/numerics/analyses/structure/questions.ts';
import { namesOf } from '#main/jobs/derivations.ts';
import type { Waiting } from '#main/jobs/derivations.ts';
import type { ModelSource } from '#main/jobs/modelSource.ts';
import type { CallContext, Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

type StructureMethods = 'structure/tree' | 'structure/heatmap' | 'structure/factors';

type ModelArguments = Omit<MethodArguments<'structure/factors'>, 'factorCount'>;

/** Genes of a factor that are handed out: what a list shows. */
const genesOfFactor = 200;

export function structureHandlers(services: Services): Handlers<StructureMethods> {
  return {
    'structure/tree': (args, context) => drugTree(services, args, context),
    'structure/heatmap': (args, context) => heatmap(services, args, context),
    'structure/factors': (args, context) => factors(services, args, context),
  };
}

async function drugTree(
  services: Services,
  args: MethodArguments<'structure/tree'>,
  context: CallContext,
): Promise<DrugTree> {
  const { source, shown, waiting } = modelAsked(services, args, context);
  const question = { ...shown, tree: args.tree };
  const answer = await services.derivations.askAgain(source, args, { kind: 'tree', question }, waiting);
  if (answer.kind !== 'tree') throw wrongAnswer(answer);
  return { tree: answer.tree, drugs: shown.drugs.map(structureDrug), agreements: answer.agreements };
}

async function heatmap(
  services: Services,
  args: MethodArguments<'structure/heatmap'>,
  context: CallContext,
): Promise<Heatmap> {
  const { derivations } = services;
  const { source, shown, waiting, project } = modelAsked(services, args, context);
  const { drugTree: drugOptions, featureTree: featureOptions, topVariance } = args;
  const variances = await derivations.variancesFor(project.store, source, topVariance, waiting);
  const question = {
    ...shown,
    drugTree: drugOptions,
    featureTree: featureOptions,
    topVariance,
    featureNames: namesOf(source.features),
    ...(variances === undefined ? {} : { featureVariances: variances }),
  };
  const answer = await derivations.askAgain(source, args, { kind: 'heatmap', question }, waiting);
  if (answer.kind !== 'heatmap') throw wrongAnswer(answer);
  const { featurePlaces, weights, ...trees } = answer.heatmap;
  return {
    drugs: shown.drugs.map(structureDrug),
    features: Array.from(featurePlaces, (place) => source.features[place]),
    weights: Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64'),
    ...trees,
    modelledCount: source.features.length,
  };
}

async function factors(
  services: Services,
  args: MethodArguments<'structure/factors'>,
  context: CallContext,
): Promise<LatentFactors> {
  const { source, shown, waiting } = modelAsked(services, args, context);
  const key = [args.scale, args.drugs];
  const answer = await services.derivations.askAgain(
    source,
    key,
    { kind: 'factors', question: shown },
    waiting,
  );
  if (answer.kind !== 'factors') throw wrongAnswer(answer);
  const { singularValues } = answer.factors;
  const count = Math.min(args.factorCount, answer.factors.drugs.columns);
  return {
    singularValues: Array.from(singularValues),
    factors: Array.from({ length: count }, (_, factor) => ({
      singularValue: singularValues[factor],
      ...loadingsOf(answer.factors, factor, shown.drugs, source),
    })),
  };
}

function loadingsOf(found: Factors, factor: number, drugs: readonly Drug[], { features }: ModelSource) {
  const ofDrugs = columnOf(found.drugs, factor);
  const ofFeatures = columnOf(found.features, factor);
  return {
    drugs: byLoading(ofDrugs).map((place) => ({ name: drugs[place].name, loading: ofDrugs[place] })),
    genes: byLoading(ofFeatures)
      .slice(0, genesOfFactor)
      .map((place) => ({ ...features[place], loading: ofFeatures[place] })),
  };
}

function columnOf({ rows, values }: Factors['drugs'], index: number): Float64Array {
  return values.subarray(index * rows, (index + 1) * rows);
}

/** The model that a call is about, the part of it that is shown, and who waits. */
function modelAsked(
  { projects, derivations }: Services,
  { projectId, model, scale, drugs }: ModelArguments,
  { signal, progress }: CallContext,
) {
  const project = projects.get(projectId);
  const source = derivations.source(project.store, model);
  const places = drugPlaces(source.drugs, drugs, model);
  const shown: ModelShown = {
    fitted: source.fitted,
    scale,
    drugs: Array.from(places, (place) => source.drugs[place]),
    drugPlaces: places,
  };
  const asked: Waiting = {
    signal,
    onReport: ({ fraction }) => progress({ fraction, message: `clustering "${model}"` }),
  };
  return { project, source, shown, waiting: derivations.whileOpen(project, asked) };
}

function structureDrug({ name, target, mechanism, drugClass }: Drug): StructureDrug {
  return {
    name,
    ...(target === undefined ? {} : { target }),
    ...(mechanism === undefined ? {} : { mechanism }),
    ...(drugClass === undefined ? {} : { drugClass }),
  };
}

function wrongAnswer({ kind }: StructureAnswer): TypeError {
  return new TypeError(`invalid answer to a question: ${kind}`);
}
