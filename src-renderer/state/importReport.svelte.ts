import type { MatchReport } from '#shared/model/imports.ts';
import type { Client } from '../client/client.ts';

/** What the import of a data set did to its files and names, asked for once it is wanted. */
export class ImportReport {
  /** Null for a data set that was stored before reports were kept. */
  report = $state.raw<MatchReport | null>();
  failure = $state.raw<unknown>();
  readonly #client: Client;
  readonly #projectId: string;
  readonly #dataset: string;

  constructor(client: Client, projectId: string, dataset: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.#dataset = dataset;
  }

  async load(): Promise<void> {
    this.failure = undefined;
    try {
      this.report = await this.#client.call('dataset/import-report', {
        projectId: this.#projectId,
        dataset: this.#dataset,
      });
    } catch (error) {
      this.failure = error;
    }
  }
}
