import type { ProjectCard } from '#shared/contract/methods.ts';
import type { SalvageReport } from '#shared/model/salvage.ts';
import type { Client } from '../client/client.ts';

/** What is left of one damaged project, and the ways on. */
export class Salvage {
  report = $state.raw<SalvageReport>();
  /** Why it could not be looked at: it is of a newer version, say. */
  failure = $state.raw<unknown>();
  /** Why a way on did not work. */
  actionFailure = $state.raw<unknown>();
  isBusy = $state(false);
  readonly #client: Client;
  readonly #projectId: string;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  async look(): Promise<void> {
    this.failure = undefined;
    try {
      this.report = await this.#client.call('project/salvage', { projectId: this.#projectId });
    } catch (error) {
      this.failure = error;
    }
  }

  /** Into a new project of the library. */
  save(): Promise<ProjectCard | undefined> {
    return this.#doing(() => this.#client.call('project/save-salvaged', { projectId: this.#projectId }));
  }

  /** Puts the newest good copy in the damaged file's place. */
  goBack(copyId: string): Promise<ProjectCard | undefined> {
    return this.#doing(() =>
      this.#client.call('project/restore-copy', { projectId: this.#projectId, copyId }),
    );
  }

  async #doing(action: () => Promise<ProjectCard>): Promise<ProjectCard | undefined> {
    this.isBusy = true;
    this.actionFailure = undefined;
    try {
      return await action();
    } catch (error) {
      this.actionFailure = error;
      return undefined;
    } finally {
      this.isBusy = false;
    }
  }
}
