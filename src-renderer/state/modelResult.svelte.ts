import type { ExportKind } from '#shared/contract/exports.ts';
import type { ModelSummary } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';

/** A fitted model on the screen. */
export class ModelResult {
  summary = $state.raw<ModelSummary>();
  failure = $state.raw<unknown>();
  readonly #client: Client;
  readonly #projectId: string;
  readonly #name: string;

  constructor(client: Client, projectId: string, name: string) {
    this.#client = client;
    this.#projectId = projectId;
    this.#name = name;
  }

  async load(): Promise<void> {
    try {
      this.failure = undefined;
      this.summary = await this.#client.call('model/summary', {
        projectId: this.#projectId,
        name: this.#name,
      });
    } catch (error) {
      this.failure = error;
    }
  }

  /** @throws TracewiseError */
  exported(what: ExportKind): Promise<{ suggestedName: string; text: string }> {
    return this.#client.call('export/text', { projectId: this.#projectId, what, of: this.#name });
  }

  /** @throws TracewiseError */
  async delete(): Promise<void> {
    await this.#client.call('result/delete', { projectId: this.#projectId, name: this.#name });
  }
}
