import type { ProjectOverview } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import type { Jobs } from './jobs.svelte.ts';

/** The project whose rooms are on the screen. */
export class OpenProject {
  projectId = $state<string>();
  overview = $state.raw<ProjectOverview>();
  failure = $state.raw<unknown>();
  /** What is left of it is looked at instead of its rooms, though it opens. */
  looksAtDamage = $state(false);
  readonly #client: Client;
  readonly #jobs: Jobs;

  constructor(client: Client, jobs: Jobs) {
    this.#client = client;
    this.#jobs = jobs;
    client.on('project/changed', ({ projectId }) => {
      if (projectId === this.projectId) void this.refresh();
    });
    client.on('job/changed', ({ projectId, state }) => {
      if (projectId !== this.projectId && state !== 'running' && state !== 'waiting')
        this.#release(projectId);
    });
  }

  async show(projectId: string): Promise<void> {
    this.looksAtDamage = false;
    if (projectId !== this.projectId) {
      this.leave();
      this.projectId = projectId;
    }
    await this.refresh();
  }

  /** The project is not on the screen any more: others may work in it, once nothing computes in it. */
  leave(): void {
    if (this.projectId !== undefined) this.#release(this.projectId);
    this.projectId = undefined;
    this.overview = undefined;
    this.failure = undefined;
    this.looksAtDamage = false;
  }

  #release(projectId: string): void {
    // A page that is about to go has nobody to tell; the file is closed with the program.
    this.#client.call('project/release', { projectId }).catch(() => undefined);
  }

  async refresh(): Promise<void> {
    const projectId = this.projectId;
    if (projectId === undefined) return;
    try {
      const overview = await this.#client.call('project/overview', { projectId });
      if (projectId !== this.projectId) return;
      this.overview = overview;
      this.failure = undefined;
      this.#jobs.replaceOf(projectId, overview.jobs);
    } catch (error) {
      if (projectId === this.projectId) this.failure = error;
    }
  }
}
