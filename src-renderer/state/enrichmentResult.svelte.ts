import type {
  EnrichmentSummary,
  EnrichmentValues,
  QueryEnrichment,
  SetSummary,
} from '#shared/contract/enrichment.ts';
import type { Client } from '../client/client.ts';
import { setsNamed } from './chosenSets.ts';

/** Chosen sets with their values, in the same order. */
export interface ShownSets {
  sets: SetSummary[];
  values: EnrichmentValues;
}

/** One enrichment of a project on the screen, with the sets that its heatmap shows. */
export class EnrichmentResult {
  summary = $state.raw<EnrichmentSummary>();
  failure = $state.raw<unknown>();
  shown = $state.raw<ShownSets>();
  readonly #client: Client;
  readonly #projectId: string;
  #wanted = '';
  #wantedSets = '';

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  async load(name: string): Promise<void> {
    this.#wanted = name;
    try {
      const summary = await this.#client.call('enrichment/summary', { projectId: this.#projectId, name });
      if (name !== this.#wanted) return;
      this.failure = undefined;
      this.summary = summary;
    } catch (error) {
      if (name === this.#wanted) this.#fail(error);
    }
  }

  clear(): void {
    this.#wanted = '';
    this.summary = undefined;
    this.shown = undefined;
    this.failure = undefined;
  }

  /** Shows sets by name, in the order given; those that were not tested here are left out. */
  async show(names: readonly string[]): Promise<void> {
    const { summary } = this;
    if (summary === undefined) return;
    const sets = setsNamed(names, summary.sets);
    const key = JSON.stringify([summary.card.name, summary.card.createdAt, ...sets.map(({ name }) => name)]);
    this.#wantedSets = key;
    try {
      const values = await this.#client.call('enrichment/values', {
        projectId: this.#projectId,
        name: summary.card.name,
        sets: sets.map(({ name }) => name),
      });
      if (key === this.#wantedSets) this.shown = { sets, values };
    } catch (error) {
      if (key === this.#wantedSets) this.#fail(error);
    }
  }

  /** @throws TracewiseError */
  query(name: string): Promise<QueryEnrichment> {
    return this.#client.call('enrichment/query', {
      projectId: this.#projectId,
      name: this.summary?.card.name ?? '',
      query: name,
    });
  }

  /** @throws TracewiseError */
  exported(): Promise<{ suggestedName: string; text: string }> {
    const of = this.summary?.card.name ?? '';
    return this.#client.call('export/text', { projectId: this.#projectId, what: 'enrichment', of });
  }

  /** @throws TracewiseError */
  async delete(): Promise<void> {
    const name = this.summary?.card.name ?? '';
    await this.#client.call('result/delete', { projectId: this.#projectId, name });
  }

  #fail(error: unknown): void {
    this.summary = undefined;
    this.shown = undefined;
    this.failure = error;
  }
}
