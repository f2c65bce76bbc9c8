import { featureName } from '#shared/model/dataset.ts';
import type { Feature } from '#shared/model/dataset.ts';
import type {
  ClusterDerivation,
  Derivation,
  DerivedResult,
  EnrichDerivation,
} from '#shared/model/derivation.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { UnitReport } from '#shared/model/job.ts';
import type { EnrichQuestion } from '#shared/numerics/analyses/enrichModel.ts';
import type { StructureAnswer, StructureQuestion } from '#shared/numerics/analyses/structure/questions.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { untilAborted } from '#main/workers/untilAborted.ts';
import { WorkerPool } from '#main/workers/workerPool.ts';
import type { JobProject } from './activeJob.ts';
import { headlineOf } from './headline.ts';
import { isSameDerivation, nameTaken } from './identity.ts';
import { asLeftBehind } from './jobView.ts';
import { loadModelSource } from './modelSource.ts';
import type { ModelSource } from './modelSource.ts';
import { Recent } from './recent.ts';

export interface DerivationOptions {
  /** The module that the thread runs. */
  solverEntry: URL;
  /** Of the program: stored with every result. */
  version: string;
}

export interface DerivationRequest<Kind extends Derivation = ClusterDerivation> {
  /** Of the result to make. */
  name: string;
  derivation: Kind;
  replace: boolean;
}

/** What an enrichment needs beside its settings. */
export interface EnrichRequest extends DerivationRequest<EnrichDerivation> {
  /** Over what it depends on besides its model and settings. */
  basis: string;
  question: (source: ModelSource) => EnrichQuestion;
}

/** How far a call has come, and whether anybody still waits for it. */
export interface Waiting {
  signal: AbortSignal;
  onReport: (report: UnitReport) => void;
}

/** Models kept in memory: two are looked at side by side. */
const keptModels = 2;

/** Answers kept, of either model a tree, a heatmap and factors, and some to go back to. */
const keptAnswers = 12;

/** Computes what follows from stored models, on a thread of its own beside the jobs; one question after another. */
export class Derivations {
  readonly #pool: WorkerPool;
  readonly #version: string;
  readonly #sources = new Recent<ModelSource>(keptModels);
  readonly #variances = new Recent<Float64Array>(keptModels);
  readonly #answers = new Recent<StructureAnswer>(keptAnswers);
  readonly #open = new Map<string, AbortController>();

  constructor({ solverEntry, version }: DerivationOptions) {
    this.#pool = new WorkerPool({ entry: solverEntry, size: 1 });
    this.#version = version;
  }

  /**
   * Makes a result of a stored model and stores it under a name; the same of the same numbers is there already.
   * @throws TracewiseError `conflict` for a name that stands for something else; `not-found`, `invalid-setting` when it
   * cannot be made; `cancelled`
   */
  derive(project: JobProject, request: DerivationRequest, asked: Waiting): Promise<{ wasDone: boolean }> {
    const { settings } = request.derivation;
    return this.#keep(project, { ...request, basis: '' }, asked, (source, waiting) =>
      this.#cluster(project.store, source, settings, waiting),
    );
  }

  /** As `derive`, of gene sets. */
  enrich(project: JobProject, request: EnrichRequest, asked: Waiting): Promise<{ wasDone: boolean }> {
    return this.#keep(project, request, asked, (source, waiting) =>
      this.#enrich(request.question(source), waiting),
    );
  }

  async #keep(
    project: JobProject,
    { name, derivation, replace, basis }: DerivationRequest<Derivation> & { basis: string },
    asked: Waiting,
    compute: (source: ModelSource, waiting: Waiting) => Promise<DerivedResult>,
  ): Promise<{ wasDone: boolean }> {
    const { store } = project;
    const waiting = this.whileOpen(project, asked);
    const source = this.source(store, derivation.settings.model);
    if (name === source.name) throw ownModel(name);
    const existing = this.#existing(store, name);
    const sourceHash = source.hash + basis;
    if (existing !== undefined && isSameDerivation(existing, { derivation, sourceHash })) {
      if (!existing.modelIsThere && !store.readOnly) store.linkToModel(name, source);
      return { wasDone: true };
    }
    requireFree(store, name, replace);
    const result = await compute(source, waiting);
    store.saveDerivedResult({
      name,
      derivation,
      result,
      model: source,
      sourceHash,
      version: this.#version,
      headline: headlineOf(name, result),
      replace,
    });
    return { wasDone: false };
  }

  /** A stored model, read once for several questions. @throws TracewiseError `not-found` */
  source(store: ProjectStore, name: string): ModelSource {
    const createdAt = store.findResult(name)?.createdAt ?? '';
    const key = JSON.stringify([store.path, name, createdAt]);
    const source = this.#sources.get(key) ?? loadModelSource(store, name);
    this.#sources.set(key, source);
    return source;
  }

  /**
   * Of each feature over samples as imported; `undefined` where so many of largest variance are all.
   * @throws TracewiseError `cancelled`
   */
  async variancesFor(
    store: ProjectStore,
    source: ModelSource,
    topVariance: number | null,
    waiting: Waiting,
  ): Promise<Float64Array | undefined> {
    if (topVariance === null || topVariance >= source.features.length) return undefined;
    const known = this.#variances.get(source.datasetHash);
    if (known !== undefined) return known;
    const features = store.loadFeatures(source.datasetId);
    const answer = await this.ask({ kind: 'variances', features }, waiting);
    if (answer.kind !== 'variances') throw wrongAnswer(answer);
    this.#variances.set(source.datasetHash, answer.variances);
    return answer.variances;
  }

  /**
   * As `ask`, of a question that may have been answered before.
   * @param key what tells the question from others of the same model
   */
  async askAgain(
    { hash }: ModelSource,
    key: unknown,
    question: StructureQuestion,
    waiting: Waiting,
  ): Promise<StructureAnswer> {
    const place = JSON.stringify([hash, question.kind, key]);
    const known = this.#answers.get(place);
    if (known !== undefined) return known;
    const answer = await this.ask(question, waiting);
    this.#answers.set(place, answer);
    return answer;
  }

  /** @throws TracewiseError `invalid-setting` when the question cannot be answered; `cancelled` */
  async ask(question: StructureQuestion, { signal, onReport }: Waiting): Promise<StructureAnswer> {
    const run = this.#pool.run({ task: { kind: 'answer', question }, onReport });
    const answer = await untilAborted(run, signal);
    if (answer.kind !== 'answered') throw new TypeError(`invalid answer to a question: ${answer.kind}`);
    return answer.answer;
  }

  /** The same, ended also when the project is left. */
  whileOpen({ id }: JobProject, { signal, onReport }: Waiting): Waiting {
    const controller = this.#open.get(id) ?? new AbortController();
    this.#open.set(id, controller);
    return { signal: AbortSignal.any([signal, controller.signal]), onReport };
  }

  /** Ends what is computed for a project, before it is closed, and lets go of what is kept of its models. */
  leave(projectId: string): void {
    this.#open.get(projectId)?.abort();
    this.#open.delete(projectId);
    this.#sources.clear();
    this.#variances.clear();
    this.#answers.clear();
  }

  /** Ends everything, and the thread. */
  async close(): Promise<void> {
    for (const projectId of [...this.#open.keys()]) this.leave(projectId);
    await this.#pool.close();
  }

  async #cluster(
    store: ProjectStore,
    source: ModelSource,
    settings: ClusterDerivation['settings'],
    waiting: Waiting,
  ): Promise<DerivedResult> {
    const { drugs, features, fitted } = source;
    const variances = await this.variancesFor(store, source, settings.topVariance, waiting);
    const question = {
      settings,
      fitted,
      drugs,
      featureNames: settings.of === 'features' ? namesOf(features) : [],
      ...(variances === undefined ? {} : { featureVariances: variances }),
    };
    const answer = await this.ask({ kind: 'cluster', question }, waiting);
    if (answer.kind !== 'cluster') throw wrongAnswer(answer);
    return answer;
  }

  async #enrich(question: EnrichQuestion, waiting: Waiting): Promise<DerivedResult> {
    const answer = await this.ask({ kind: 'enrich', question }, waiting);
    if (answer.kind !== 'enrich') throw wrongAnswer(answer);
    return answer;
  }

  #existing(store: ProjectStore, name: string) {
    const result = store.findResult(name);
    const source = store.findSource(name);
    return result === undefined || source === undefined ? undefined : { ...result, ...source };
  }
}

/** Names of features, which tell blocks apart where there are several. */
export function namesOf(features: readonly Feature[]): string[] {
  const blockCount = new Set(features.map(({ block }) => block)).size;
  return features.map((feature) => featureName(feature, blockCount));
}

/** @throws TracewiseError `conflict` when something of this name is there that is not to be replaced, or is being made */
function requireFree(store: ProjectStore, name: string, replace: boolean): void {
  const job = store.findJob(name);
  if (!replace && (job !== undefined || store.findResult(name) !== undefined)) throw nameTaken(name);
  if (job === undefined) return;
  const { state } = asLeftBehind(job, store.hasRunner());
  if (state !== 'running' && state !== 'waiting') return;
  throw new TracewiseError('conflict', `"${name}" is being computed`, { remedy: 'Cancel its job first.' });
}

function ownModel(name: string): TracewiseError {
  return new TracewiseError('conflict', `"${name}" is the name of the model itself`, {
    remedy: 'Choose another name.',
  });
}

function wrongAnswer({ kind }: StructureAnswer): TypeError {
  return new TypeError(`invalid answer to a question: ${kind}`);
}
