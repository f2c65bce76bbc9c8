import type { TaskGroupsSummary } from '#shared/contract/taskGroups.ts';
import type { Client } from '../client/client.ts';
import { Latest } from './latest.svelte.ts';

/** A drug with how it did in groups of each size, as a ratio to its elastic net. */
export interface DrugOfGroups {
  drug: string;
  target: string | null;
  mechanism: string | null;
  entryCount: number;
  mseElasticNet: number;
  /** One for each split. */
  ratios: number[];
}

/** A comparison of group sizes on the screen. */
export class TaskGroupsResult {
  /** A drug that is followed through all sizes. */
  chosen = $state<string>();
  readonly #summary = new Latest<TaskGroupsSummary>();
  readonly drugs = $derived(drugsOf(this.summary));
  readonly series = $derived(
    (this.summary?.splits ?? []).map(({ size }, place) => ({
      size,
      ratios: this.drugs.map(({ ratios }) => ratios[place]),
    })),
  );
  readonly #client: Client;
  readonly #projectId: string;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  get summary(): TaskGroupsSummary | undefined {
    return this.#summary.value;
  }

  get failure(): unknown {
    return this.#summary.failure;
  }

  async load(name: string): Promise<void> {
    this.chosen = undefined;
    await this.#summary.ask(() => this.#client.call('tasks/summary', { projectId: this.#projectId, name }));
  }

  /** @throws TracewiseError */
  exported(): Promise<{ suggestedName: string; text: string }> {
    return this.#client.call('export/text', { projectId: this.#projectId, what: 'tasks', of: this.#name() });
  }

  /** @throws TracewiseError */
  async delete(): Promise<void> {
    await this.#client.call('result/delete', { projectId: this.#projectId, name: this.#name() });
  }

  #name(): string {
    return this.summary?.card.name ?? '';
  }
}

function drugsOf(summary: TaskGroupsSummary | undefined): DrugOfGroups[] {
  const splits = summary?.splits ?? [];
  return (summary?.drugs ?? []).map(({ drug, target, mechanism, entryCount, mseElasticNet }, place) => ({
    drug,
    target: target ?? null,
    mechanism: mechanism ?? null,
    entryCount,
    mseElasticNet,
    ratios: splits.map(({ mse }) => mse[place] / mseElasticNet),
  }));
}
