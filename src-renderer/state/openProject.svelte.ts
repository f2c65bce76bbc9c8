import type { ProjectOverview } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import type { Jobs } from './jobs.svelte.ts';

/** The project whose rooms are on the screen. */
export class OpenProject {
  projectId = $state<string>();
  overview = $state.raw<ProjectOverview>();
  failure = $state.raw<unknown>();
  readonly #client: Client;
  readonly #jobs: Jobs;

  constructor(client: Client, jobs: Jobs) {
    this.#client = client;
    this.#jobs = jobs;
    client.on('project/changed', ({ projectId }) => {
      if (projectId === this.projectId) void this.refresh();
    });
  }

  async show(projectId: string): Promise<void> {
    if (projectId !== this.projectId) {
      this.projectId = projectId;
      this.overview = undefined;
    }
    await this.refresh();
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
