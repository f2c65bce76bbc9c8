import type { GeneSetCard } from '#shared/contract/enrichment.ts';
import type { ProjectOverview } from '#shared/contract/methods.ts';
import { defaultTopCount } from '#shared/model/enrichment.ts';
import type { EnrichedQueries, GeneMatching, WeightDirection } from '#shared/model/enrichment.ts';
import type { Client } from '../client/client.ts';
import { freeName } from './chosenSets.ts';

export type QueryKind = EnrichedQueries['kind'];

const defaultFactors = 5;

/** An enrichment that is being asked for. */
export class EnrichDraft {
  model = $state('');
  sets = $state('');
  kind = $state<QueryKind>('drugs');
  clustering = $state('');
  factorCount = $state<number | null>(defaultFactors);
  direction = $state<WeightDirection>('positive');
  top = $state<number | null>(defaultTopCount);
  name = $state('');
  geneSets = $state.raw<GeneSetCard[]>([]);
  /** How the genes of the sets chosen were found among the model's. */
  matching = $state.raw<GeneMatching>();
  progress = $state.raw<{ fraction: number; message: string }>();
  failure = $state.raw<unknown>();
  readonly #client: Client;
  readonly #overview: ProjectOverview;
  #stop: AbortController | undefined;

  constructor(client: Client, overview: ProjectOverview) {
    this.#client = client;
    this.#overview = overview;
    this.model = overview.models.at(-1)?.name ?? '';
  }

  get clusterings(): string[] {
    return this.#overview.clusterings
      .filter(({ settings }) => settings.of === 'features' && settings.model === this.model)
      .map(({ name }) => name);
  }

  get suggestedName(): string {
    const { enrichments, models, clusterings } = this.#overview;
    const taken = [...enrichments, ...models, ...clusterings].map(({ name }) => name);
    return freeName(`${this.model} in ${this.sets}`, taken);
  }

  /** Why it cannot start; `undefined` when it can. */
  get problem(): string | undefined {
    if (this.model === '') return 'Choose a model.';
    if (this.sets === '') return 'Choose gene sets.';
    if (this.kind === 'clusters' && !this.clusterings.includes(this.clustering))
      return 'Choose gene clusters.';
    if (this.kind !== 'clusters' && !isCount(this.top)) return 'Say how many genes to take.';
    if (this.kind === 'factors' && !isCount(this.factorCount)) return 'Say how many factors to take.';
    return undefined;
  }

  async loadSets(wanted?: string): Promise<void> {
    try {
      this.geneSets = await this.#client.call('gene-sets/list', {});
      const usable = this.geneSets.filter(({ problem }) => problem === undefined);
      const chosen = usable.find(({ name }) => name === (wanted ?? this.sets)) ?? usable.at(0);
      this.sets = chosen?.name ?? '';
      await this.match();
    } catch (error) {
      this.failure = error;
    }
  }

  /** Looks for the genes of the sets among those of the model. */
  async match(): Promise<void> {
    const { model, sets } = this;
    this.matching = undefined;
    if (model === '' || sets === '') return;
    const { projectId } = this.#overview.card;
    try {
      const matching = await this.#client.call('gene-sets/match', { projectId, model, sets });
      if (model === this.model && sets === this.sets) this.matching = matching;
    } catch (error) {
      this.failure = error;
    }
  }

  /** Keeps a GMT file of the user for all projects, and chooses it. */
  async addFile(): Promise<void> {
    this.failure = undefined;
    try {
      const [file] = await this.#client.host.pickFiles({ multiple: false, purpose: 'gene-sets' });
      // Nothing when the user changed their mind.
      if ((file as typeof file | undefined) === undefined) return;
      const { name } = await this.#client.call('gene-sets/add', { fileId: file.id, replace: true });
      await this.loadSets(name);
    } catch (error) {
      this.failure = error;
    }
  }

  async removeFile(): Promise<void> {
    try {
      await this.#client.call('gene-sets/remove', { name: this.sets });
      await this.loadSets();
    } catch (error) {
      this.failure = error;
    }
  }

  /** @returns the name of what was made; `undefined` when it failed or was cancelled */
  async run(): Promise<string | undefined> {
    const name = this.name.trim() || this.suggestedName;
    this.failure = undefined;
    this.#stop = new AbortController();
    this.progress = { fraction: 0, message: 'starting' };
    try {
      await this.#client.call(
        'enrichment/run',
        {
          projectId: this.#overview.card.projectId,
          name,
          model: this.model,
          sets: { kind: 'kept', name: this.sets },
          queries: this.#queries(),
          top: this.top ?? defaultTopCount,
          direction: this.direction,
          replace: false,
        },
        { signal: this.#stop.signal, onProgress: (progress) => (this.progress = progress) },
      );
      return name;
    } catch (error) {
      this.failure = error;
      return undefined;
    } finally {
      this.progress = undefined;
    }
  }

  cancel(): void {
    this.#stop?.abort();
  }

  #queries(): EnrichedQueries {
    switch (this.kind) {
      case 'drugs':
        return { kind: 'drugs' };
      case 'clusters':
        return { kind: 'clusters', clustering: this.clustering };
      case 'factors':
        return { kind: 'factors', factorCount: this.factorCount ?? defaultFactors };
    }
  }
}

function isCount(value: number | null): boolean {
  return value !== null && Number.isInteger(value) && value >= 1;
}
