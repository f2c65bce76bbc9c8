import type { JobEstimate, ProjectOverview } from '#shared/contract/methods.ts';
import { evaluableBlocks, recordedBlocks } from '#shared/model/blocks.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { Analysis, JobView } from '#shared/model/job.ts';
import {
  defaultElasticNetTolerance,
  defaultFolds,
  defaultL1Ratio,
  defaultTraceNormSolver,
  defaultTraceNormTolerance,
  evaluatedModels,
  fitsScheme,
} from '#shared/model/settings.ts';
import type {
  EvaluatedModel,
  FeatureScale,
  FittedModelKind,
  HoldoutScheme,
  LambdaChoice,
  Protocol,
  ResponseScale,
} from '#shared/model/settings.ts';
import type { Client } from '../client/client.ts';
import { LayoutDraft } from './layoutDraft.svelte.ts';
import { noiseKnowledge, splitByNoise } from './noise.ts';
import type { NoiseKnowledge } from './noise.ts';

export type TrainingGoal = Exclude<Analysis['kind'], 'screen' | 'tasks'>;

/** All but one that takes many times longer than the others together. */
const usualModels = evaluatedModels.filter((model) => model !== 'kbmtl');

const foldLimits = { least: 2, most: 100 };

/** What the training wizard holds between its first step and the start of the job. */
export class TrainingDraft {
  goal = $state<TrainingGoal>('evaluate');
  datasetName = $state('');
  metric = $state('');
  blocks = $state.raw<string[]>([]);
  models = $state.raw<EvaluatedModel[]>([...usualModels]);
  scheme = $state<HoldoutScheme>('transductive');
  protocol = $state<Protocol>('strict');
  outerFolds = $state<number | null>(defaultFolds);
  innerFolds = $state<number | null>(defaultFolds);
  seed = $state<number | null>(1);
  name = $state('');
  fitModel = $state<FittedModelKind>('trace-norm');
  lambdaKind = $state<LambdaChoice['kind']>('cross-validation');
  lambda = $state<number | null>(1);
  fraction = $state<number | null>(0.1);
  scale = $state<FeatureScale>('unit');
  responses = $state<ResponseScale>('unit');
  estimate = $state.raw<JobEstimate>();
  estimateFailure = $state.raw<unknown>();
  starting = $state(false);
  startFailure = $state.raw<unknown>();
  readonly layout: LayoutDraft;
  readonly #client: Client;
  readonly #overview: () => ProjectOverview;
  /** The screen, and what it judged, whose noisy drugs are to be left out: the choice ends with any of them. */
  #leftOutBy = $state<string>();
  #estimated = 0;

  /** @param wanted the data set that is chosen at first; else the project's first */
  constructor(client: Client, overview: () => ProjectOverview, wanted?: string) {
    this.#client = client;
    this.layout = new LayoutDraft(client);
    this.#overview = overview;
    const names = overview().datasets.map(({ name }) => name);
    this.chooseDataset(names.find((name) => name === wanted) ?? names.at(0) ?? '');
    this.name = this.#freeName();
  }

  get dataset(): DatasetSummary | undefined {
    return this.#overview().datasets.find(({ name }) => name === this.datasetName);
  }

  /** What the latest screen of the responses to be predicted says of them. */
  get noise(): NoiseKnowledge | undefined {
    const { dataset, metric } = this;
    if (dataset === undefined) return undefined;
    return noiseKnowledge(this.#overview().screenings, { datasetHash: dataset.hash, metric });
  }

  /** Noisy drugs can be left out when there are any, and when any that was found sound remains. */
  get canLeaveNoisyOut(): boolean {
    const { noisy, others } = splitByNoise(this.dataset?.drugNames ?? [], this.noise);
    return noisy.length > 0 && others.length > 0 && noisy.length < (this.noise?.screenedCount ?? 0);
  }

  get leavesNoisyOut(): boolean {
    return this.canLeaveNoisyOut && this.#leftOutBy === this.#screenKey();
  }

  set leavesNoisyOut(chosen: boolean) {
    this.#leftOutBy = chosen ? this.#screenKey() : undefined;
  }

  /** Names of the drugs to train, and of those left out as noisy. */
  get drugChoice(): { trained: string[]; leftOut: string[] } {
    const names = this.dataset?.drugNames ?? [];
    if (!this.leavesNoisyOut) return { trained: names, leftOut: [] };
    const { noisy, others } = splitByNoise(names, this.noise);
    return { trained: others, leftOut: noisy };
  }

  chooseDataset(name: string): void {
    this.datasetName = name;
    const metrics = this.dataset?.metrics.map((metric) => metric.name) ?? [];
    if (!metrics.includes(this.metric)) this.metric = metrics.at(0) ?? '';
    this.blocks = this.#featureBlocks();
    this.layout.reset();
    if (this.scheme === 'leave-tissue-out' && this.dataset?.hasTissues !== true) this.scheme = 'transductive';
  }

  chooseGoal(goal: TrainingGoal): void {
    this.goal = goal;
    this.name = this.#freeName();
  }

  toggleModel(model: EvaluatedModel, chosen: boolean): void {
    this.models = evaluatedModels.filter((other) => (other === model ? chosen : this.models.includes(other)));
  }

  /** The analysis with what only the backend can tell of its layout. @throws TracewiseError */
  async #settled(): Promise<Analysis> {
    const analysis = this.analysis();
    if (analysis.kind !== 'evaluate') return analysis;
    const { metric, scheme } = analysis.settings;
    const { projectId } = this.#overview().card;
    const layout = await this.layout.settle({ projectId, dataset: this.datasetName, metric, scheme });
    return { ...analysis, settings: { ...analysis.settings, ...layout } };
  }

  /** Blocks that an evaluation can be trained on. */
  get knownBlocks(): string[] {
    return evaluableBlocks(this.#featureBlocks(), this.dataset?.hasTissues === true);
  }

  toggleBlock(block: string, chosen: boolean): void {
    this.blocks = this.knownBlocks.filter((other) =>
      other === block ? chosen : this.blocks.includes(other),
    );
  }

  analysis(): Analysis {
    const { metric, scheme, protocol } = this;
    const seed = this.seed ?? 0;
    const innerFolds = this.innerFolds ?? defaultFolds;
    const drugs = this.leavesNoisyOut ? { drugs: this.drugChoice.trained } : {};
    if (this.goal === 'evaluate') {
      const outerFolds = this.outerFolds ?? defaultFolds;
      const models = this.fittingModels;
      const recorded = recordedBlocks(this.#featureBlocks(), this.blocks);
      const blocks = recorded === undefined ? {} : { blocks: recorded };
      const settings = {
        models,
        metric,
        scheme,
        protocol,
        outerFolds,
        innerFolds,
        ...drugs,
        ...blocks,
        seed,
      };
      return { kind: 'evaluate', settings };
    }
    const model = this.fitModel;
    const lambda = this.#lambdaChoice(innerFolds);
    const isTraceNorm = model === 'trace-norm' || model === 'stack';
    const isFixedElasticNet = model === 'elastic-net' && lambda.kind !== 'cross-validation';
    return {
      kind: 'fit',
      settings: {
        model,
        metric,
        lambda,
        ...(isFixedElasticNet ? { l1Ratio: defaultL1Ratio } : {}),
        scale: this.scale,
        responses: this.responses,
        solver: defaultTraceNormSolver,
        tolerance: isTraceNorm ? defaultTraceNormTolerance : defaultElasticNetTolerance,
        ...drugs,
        seed,
      },
    };
  }

  dataProblem(): string | undefined {
    if (this.dataset === undefined) return 'Import a data set first.';
    return this.metric === '' ? 'Choose what to predict.' : undefined;
  }

  /** Those chosen that have predictions under the setting. */
  get fittingModels(): EvaluatedModel[] {
    return this.models.filter((model) => fitsScheme(model, this.scheme));
  }

  modelsProblem(): string | undefined {
    return this.goal === 'evaluate' && this.models.length === 0 ? 'Choose at least one model.' : undefined;
  }

  settingsProblem(): string | undefined {
    if (this.goal === 'evaluate') {
      if (this.blocks.length === 0) return 'Choose at least one block of features.';
      return this.fittingModels.length > 0 ? undefined : 'None of the chosen models has predictions here.';
    }
    if (this.usedLambdaKind === 'value' && !isAtLeastZero(this.lambda)) return 'λ must be 0 or more.';
    if (this.usedLambdaKind === 'fraction' && !isAtLeastZero(this.fraction))
      return 'The fraction must be 0 or more.';
    return undefined;
  }

  runProblem(): string | undefined {
    if (this.name.trim() === '') return 'Name the run.';
    if (!isFoldCount(this.innerFolds) || !isFoldCount(this.outerFolds)) {
      return `Folds are whole numbers from ${foldLimits.least} to ${foldLimits.most}.`;
    }
    return isSeed(this.seed) ? undefined : 'The seed is a whole number, 0 or more.';
  }

  /** Asks how long the job would take; the last question's answer counts. */
  async askEstimate(): Promise<void> {
    this.#estimated += 1;
    const question = this.#estimated;
    this.estimate = undefined;
    this.estimateFailure = undefined;
    const { projectId } = this.#overview().card;
    try {
      const estimate = await this.#client.call('job/estimate', {
        projectId,
        dataset: this.datasetName,
        analysis: await this.#settled(),
      });
      if (question === this.#estimated) this.estimate = estimate;
    } catch (error) {
      if (question === this.#estimated) this.estimateFailure = error;
    }
  }

  /** @returns `undefined` when it could not be started: `startFailure` says why */
  async start(replace: boolean): Promise<JobView | undefined> {
    this.starting = true;
    this.startFailure = undefined;
    try {
      return await this.#client.call('job/start', {
        projectId: this.#overview().card.projectId,
        dataset: this.datasetName,
        name: this.name.trim(),
        analysis: await this.#settled(),
        replace,
      });
    } catch (error) {
      this.startFailure = error;
      return undefined;
    } finally {
      this.starting = false;
    }
  }

  /** A stack is weighed by what cross-validation holds out. */
  get usedLambdaKind(): LambdaChoice['kind'] {
    return this.fitModel === 'stack' ? 'cross-validation' : this.lambdaKind;
  }

  #lambdaChoice(folds: number): LambdaChoice {
    switch (this.usedLambdaKind) {
      case 'value':
        return { kind: 'value', lambda: this.lambda ?? 0 };
      case 'fraction':
        return { kind: 'fraction', fraction: this.fraction ?? 0 };
      case 'cross-validation':
        return { kind: 'cross-validation', scheme: this.scheme, folds };
    }
  }

  #featureBlocks(): string[] {
    return this.dataset?.blocks.map(({ name }) => name) ?? [];
  }

  #screenKey(): string {
    return JSON.stringify([
      this.dataset?.hash,
      this.metric,
      this.noise?.run,
      [...(this.noise?.noisyDrugs ?? [])],
    ]);
  }

  #freeName(): string {
    const { evaluations, models, screenings, clusterings, jobs } = this.#overview();
    const taken = [...evaluations, ...models, ...screenings, ...clusterings, ...jobs].map(({ name }) => name);
    const stem = this.goal === 'evaluate' ? 'Comparison' : 'Model';
    let number = 1;
    while (taken.includes(`${stem} ${number}`)) number += 1;
    return `${stem} ${number}`;
  }
}

function isAtLeastZero(value: number | null): boolean {
  return value !== null && value >= 0;
}

function isFoldCount(value: number | null): boolean {
  return value !== null && Number.isInteger(value) && value >= foldLimits.least && value <= foldLimits.most;
}

function isSeed(value: number | null): boolean {
  return Number.isSafeInteger(value) && value !== null && value >= 0;
}
