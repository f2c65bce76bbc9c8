import type { HostEvent, PageCommand } from '#shared/contract/hostEvents.ts';
import type { HostFile } from '#shared/contract/host.ts';
import type { ProjectCard } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import { isActive } from './jobs.svelte.ts';
import type { Jobs } from './jobs.svelte.ts';
import type { Library } from './library.svelte.ts';
import type { Navigation } from './navigation.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { OpenProject } from './openProject.svelte.ts';
import { roomOf, rooms } from './routes.ts';
import type { Theme } from './theme.svelte.ts';

export interface DeskParts {
  client: Client;
  navigation: Navigation;
  notices: Notices;
  theme: Theme;
  library: Library;
  jobs: Jobs;
  project: OpenProject;
}

type TakesTables = (files: readonly HostFile[]) => void;

const projectEnding = '.tracewise';

/** What is asked for from around the page: by the desktop's menu, by a file opened with the app or dropped on it. */
export class Desk {
  /** The box over whatever screen is shown. */
  box = $state<'new-project' | 'guide' | 'about'>();
  jobsShown = $state(false);
  readonly #parts: DeskParts;
  #wizard: TakesTables | undefined;
  #tables: HostFile[] = [];

  constructor(parts: DeskParts) {
    this.#parts = parts;
    parts.client.host.onHostEvent((event) => this.hear(event));
  }

  hear(event: HostEvent): void {
    const { navigation, theme } = this.#parts;
    switch (event.kind) {
      case 'command':
        this.#obey(event.command);
        return;
      case 'choose-theme':
        theme.choose(event.theme);
        return;
      case 'show-project':
        navigation.go({ screen: 'room', projectId: event.projectId, room: 'data' });
        return;
      case 'show-room':
        this.#inProject((projectId) => {
          const room = rooms.at(event.place - 1);
          if (room !== undefined) navigation.go({ screen: 'room', projectId, room });
        });
        return;
      case 'show-result':
        this.#showResult(event);
        return;
      case 'take-files':
        void this.take(event.files);
        return;
    }
  }

  /** Files that were let go over the window. */
  async drop(files: readonly File[]): Promise<void> {
    try {
      await this.take(await this.#parts.client.host.addDroppedFiles(files));
    } catch (error) {
      this.#parts.notices.fail('The files could not be taken', error);
    }
  }

  /** Opens a project; tables go to the data wizard of the project that is shown. */
  async take(files: readonly HostFile[]): Promise<void> {
    const tables = files.filter(({ name }) => !name.toLowerCase().endsWith(projectEnding));
    const projectFile = files.find((file) => !tables.includes(file));
    if (projectFile !== undefined) this.#show(await this.#parts.library.openGiven(projectFile));
    if (tables.length > 0) this.#import(tables);
  }

  /**
   * The data wizard takes tables for as long as it is shown, those that came before first.
   * @returns a function that ends it
   */
  sendTablesTo(wizard: TakesTables): () => void {
    this.#wizard = wizard;
    const waiting = this.#tables.splice(0);
    if (waiting.length > 0) wizard(waiting);
    return () => {
      if (this.#wizard === wizard) this.#wizard = undefined;
    };
  }

  /** Goes on with what the last close of the program interrupted, and says so. */
  async resumeInterrupted(): Promise<void> {
    const { client, jobs, notices } = this.#parts;
    try {
      const { resumed, problems } = await client.call('job/resume-interrupted', {});
      for (const job of resumed) jobs.put(job);
      if (resumed.length > 0)
        notices.add(`${resumed.map(({ name }) => `“${name}”`).join(', ')} goes on where it was.`);
      for (const problem of problems) notices.add(`A job of last time could not go on: ${problem}`);
    } catch (error) {
      notices.fail('The jobs of last time could not go on', error);
    }
  }

  #obey(command: PageCommand): void {
    const { navigation, library, jobs } = this.#parts;
    switch (command) {
      case 'new-project':
        this.box = 'new-project';
        return;
      case 'open-project':
        void library.openFile().then((card) => this.#show(card));
        return;
      case 'show-library':
        navigation.go({ screen: 'library' });
        return;
      case 'import-data':
        this.#inProject((projectId) => navigation.go({ screen: 'import-wizard', projectId }));
        return;
      case 'export':
        this.#inProject((projectId) => void this.#export(projectId));
        return;
      case 'show-jobs':
        this.jobsShown = true;
        return;
      case 'pause-jobs':
        for (const job of jobs.all) if (isActive(job) && job.state !== 'paused') void jobs.pause(job);
        return;
      case 'resume-jobs':
        for (const job of jobs.all) if (job.state === 'paused') void jobs.resume(job);
        return;
      case 'show-guide':
        this.box = 'guide';
        return;
      case 'show-about':
        this.box = 'about';
        return;
    }
  }

  #show(card: ProjectCard | undefined): void {
    if (card === undefined) return;
    this.#parts.navigation.go({ screen: 'room', projectId: card.projectId, room: 'data' });
  }

  #showResult({ projectId, jobId }: { projectId: string; jobId: number }): void {
    const job = this.#parts.jobs.find(projectId, jobId);
    if (job === undefined) this.#parts.navigation.go({ screen: 'room', projectId, room: 'data' });
    else {
      const room = roomOf[job.analysis.kind];
      this.#parts.navigation.go({ screen: 'room', projectId, room, result: job.name });
    }
  }

  #import(tables: readonly HostFile[]): void {
    if (this.#wizard !== undefined) {
      this.#wizard(tables);
      return;
    }
    this.#inProject((projectId) => {
      this.#tables = [...this.#tables, ...tables];
      this.#parts.navigation.go({ screen: 'import-wizard', projectId });
    });
  }

  async #export(projectId: string): Promise<void> {
    const { client, notices, project } = this.#parts;
    const name = project.overview?.card.name ?? 'Project';
    try {
      const destination = await client.host.pickDestination(`${name}${projectEnding}`);
      if (destination === undefined) return;
      await client.call('project/copy', { projectId, destination: destination.id });
      notices.add(`Exported as ${destination.name}.`);
    } catch (error) {
      notices.fail(`${name} could not be exported`, error);
    }
  }

  #inProject(action: (projectId: string) => void): void {
    const { route } = this.#parts.navigation;
    if (!('projectId' in route)) this.#parts.notices.add('Open a project first.');
    else action(route.projectId);
  }
}
