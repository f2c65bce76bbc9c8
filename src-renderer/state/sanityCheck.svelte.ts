import type { CallProgress } from '#shared/contract/wire.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import type { Client } from '../client/client.ts';

/** What may be wrong with a data set: asked for once it is wanted, and not again. */
export class SanityCheck {
  report = $state.raw<SanityReport>();
  progress = $state.raw<CallProgress>();
  failure = $state.raw<unknown>();
  wasCancelled = $state(false);
  readonly #client: Client;
  readonly #projectId: string;
  readonly #dataset: string;
  #asking: AbortController | undefined;

  constructor(client: Client, projectId: string, dataset: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.#dataset = dataset;
  }

  async load(): Promise<void> {
    if (this.report !== undefined || this.progress !== undefined) return;
    const asking = new AbortController();
    this.#asking = asking;
    this.failure = undefined;
    this.wasCancelled = false;
    this.progress = { fraction: 0, message: 'looking at the values' };
    try {
      this.report = await this.#client.call(
        'dataset/sanity',
        { projectId: this.#projectId, dataset: this.#dataset },
        { signal: asking.signal, onProgress: (progress) => (this.progress = progress) },
      );
    } catch (error) {
      this.wasCancelled = error instanceof TracewiseError && error.kind === 'cancelled';
      if (!this.wasCancelled) this.failure = error;
    } finally {
      this.progress = undefined;
    }
  }

  cancel(): void {
    this.#asking?.abort();
  }
}
