import type {
  ClusterCard,
  DrugTree,
  HeatmapFeature,
  LatentFactors,
  StructureDrug,
} from '#shared/contract/methods.ts';
import {
  defaultDrugTree,
  defaultFeatureClusters,
  defaultFeatureTree,
  defaultTopVariance,
} from '#shared/model/clustering.ts';
import type { Agreement, DrugLabelKind, Tree, TreeOptions, WeightScale } from '#shared/model/clustering.ts';
import type { Client } from '../client/client.ts';
import { decodeFloats } from './floatBytes.ts';
import { Latest } from './latest.svelte.ts';

/** Weights of a model as a heatmap shows them. */
export interface HeatmapData {
  drugs: readonly StructureDrug[];
  features: readonly HeatmapFeature[];
  /** features x drugs, column-major. */
  weights: Float32Array;
  drugTree: Tree;
  featureTree: Tree;
  modelledCount: number;
}

export const shownFactorCount = 10;

/** Which drugs and genes belong together in a fitted model, and in a second one beside it. */
export class Structure {
  model = $state('');
  /** Empty: none. */
  secondModel = $state('');
  scale = $state<WeightScale>('fitted');
  drugTree = $state.raw<TreeOptions>(defaultDrugTree);
  featureTree = $state.raw<TreeOptions>(defaultFeatureTree);
  topVariance = $state<number | null>(defaultTopVariance);
  geneClusterCount = $state(defaultFeatureClusters);
  readonly first = new Latest<DrugTree>();
  readonly second = new Latest<DrugTree>();
  readonly heatmap = new Latest<HeatmapData>();
  readonly factors = new Latest<LatentFactors>();
  readonly drugCount = $derived(this.first.value?.drugs.length ?? 0);
  /** What is known of the drugs that clusters are compared with. */
  readonly labelKinds = $derived(this.first.value?.agreements.map(({ label }) => label) ?? []);
  #chosenLabel = $state<DrugLabelKind>();
  readonly labelKind = $derived(this.#labelKindShown());
  #chosenCount = $state<number>();
  readonly clusterCount = $derived(this.#clusterCountShown());
  /** When the model was fitted: one that was replaced keeps its name. */
  #fittedAt = $state('');
  readonly #client: Client;
  readonly #projectId: string;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  showModel(name: string, fittedAt: string): void {
    if (name === this.secondModel) this.secondModel = '';
    this.model = name;
    this.#fittedAt = fittedAt;
  }

  chooseLabel(kind: DrugLabelKind): void {
    this.#chosenLabel = kind;
  }

  /** Cuts the trees into so many clusters; out of range, as many as there can be. */
  cut(clusterCount: number): void {
    this.#chosenCount = clusterCount;
  }

  loadFirst(): Promise<void> {
    return this.#loadTree(this.first, this.model);
  }

  async loadSecond(): Promise<void> {
    if (this.secondModel === '') this.second.clear();
    else await this.#loadTree(this.second, this.secondModel);
  }

  loadHeatmap(): Promise<void> {
    const { drugTree, featureTree, topVariance } = this;
    const asked = { ...this.#shown(this.model), drugTree, featureTree, topVariance };
    return this.heatmap.ask(async (signal) => {
      const answer = await this.#client.call('structure/heatmap', asked, { signal });
      const count = answer.features.length * answer.drugs.length;
      return { ...answer, weights: decodeFloats(answer.weights, count) };
    });
  }

  loadFactors(): Promise<void> {
    const asked = { ...this.#shown(this.model), factorCount: shownFactorCount };
    return this.factors.ask((signal) => this.#client.call('structure/factors', asked, { signal }));
  }

  /**
   * Stores the cut of the first tree under a name.
   * @throws TracewiseError when the name is taken
   */
  async saveCut(name: string): Promise<void> {
    const { model, scale, drugTree, clusterCount } = this;
    const settings = { model, of: 'drugs' as const, topVariance: null, scale, ...drugTree, k: clusterCount };
    await this.#client.call('result/derive', {
      projectId: this.#projectId,
      name,
      derivation: { kind: 'cluster', settings },
      replace: false,
    });
  }

  /** Shows the trees as a stored clustering was made. */
  showSaved({ settings, k }: Pick<ClusterCard, 'settings' | 'k'>): void {
    const { of, scale, linkage, distance, leafOrder, topVariance } = settings;
    this.scale = scale;
    if (of === 'drugs') {
      this.drugTree = { linkage, distance, leafOrder };
      this.cut(k);
    } else {
      this.featureTree = { linkage, distance, leafOrder };
      this.topVariance = topVariance;
      this.geneClusterCount = k;
    }
  }

  #loadTree(latest: Latest<DrugTree>, model: string): Promise<void> {
    const asked = { ...this.#shown(model), tree: this.drugTree };
    return latest.ask((signal) => this.#client.call('structure/tree', asked, { signal }));
  }

  #shown(model: string) {
    void this.#fittedAt;
    return { projectId: this.#projectId, model, scale: this.scale };
  }

  #labelKindShown(): DrugLabelKind | undefined {
    const chosen = this.#chosenLabel;
    return chosen !== undefined && this.labelKinds.includes(chosen) ? chosen : this.labelKinds.at(0);
  }

  #clusterCountShown(): number {
    const classCount = agreementOf(this.first.value, this.labelKind)?.classCount;
    const wanted = this.#chosenCount ?? classCount ?? defaultFeatureClusters;
    return Math.max(1, Math.min(this.drugCount, wanted));
  }
}

export function agreementOf(
  tree: DrugTree | undefined,
  kind: DrugLabelKind | undefined,
): Agreement | undefined {
  return tree?.agreements.find(({ label }) => label === kind);
}

/** What is known of a drug by the kind of label. */
export function labelOf(drug: StructureDrug, kind: DrugLabelKind | undefined): string | undefined {
  switch (kind) {
    case 'mechanism':
      return drug.mechanism;
    case 'target':
      return drug.target;
    case 'class':
      return drug.drugClass;
    case undefined:
      return undefined;
  }
}
