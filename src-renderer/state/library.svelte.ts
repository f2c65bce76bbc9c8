import type { HostFile } from '#shared/contract/host.ts';
import type { ProjectCard } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import type { Notices } from './notices.svelte.ts';

/** The projects of the library folder, and what can be done with them. */
export class Library {
  cards = $state.raw<ProjectCard[]>([]);
  loaded = $state(false);
  folder = $state<string>();
  failure = $state.raw<unknown>();
  /** What is being done and takes a while, for people. */
  busyWith = $state<string>();
  readonly #client: Client;
  readonly #notices: Notices;

  constructor(client: Client, notices: Notices) {
    this.#client = client;
    this.#notices = notices;
    client.on('library/changed', () => void this.refresh());
  }

  async refresh(): Promise<void> {
    try {
      const [cards, info] = await Promise.all([
        this.#client.call('library/list', {}),
        this.#client.call('app/info', {}),
      ]);
      this.cards = cards;
      this.folder = info.libraryFolder;
      this.failure = undefined;
    } catch (error) {
      this.failure = error;
    } finally {
      this.loaded = true;
    }
  }

  /** @throws what the backend throws: the dialog that asked for the name shows it */
  async create(name: string): Promise<ProjectCard> {
    const card = await this.#client.call('library/create', { name });
    await this.refresh();
    return card;
  }

  /** @throws as `create` */
  async rename(projectId: string, name: string): Promise<ProjectCard> {
    const card = await this.#client.call('library/rename', { projectId, name });
    await this.refresh();
    return card;
  }

  addExample(): Promise<ProjectCard | undefined> {
    return this.#doing('Making the example panel', 'The example panel could not be made', () =>
      this.#client.call('library/add-example', {}),
    );
  }

  async duplicate(card: ProjectCard): Promise<void> {
    const copy = await this.#doing(`Duplicating ${card.name}`, `${card.name} could not be duplicated`, () =>
      this.#client.call('library/duplicate', { projectId: card.projectId }),
    );
    if (copy !== undefined) this.#notices.add(`Duplicated as “${copy.name}”.`);
  }

  async trash(card: ProjectCard): Promise<void> {
    const { projectId, name } = card;
    const gone = await this.#doing(
      `Moving ${name} to the trash`,
      `${name} could not be moved to the trash`,
      () => this.#client.call('library/trash', { projectId }),
    );
    if (gone === undefined) return;
    this.#notices.add(`“${name}” is in the trash.`, {
      label: 'Undo',
      run: () =>
        void this.#doing(`Restoring ${name}`, `${name} could not be restored`, () =>
          this.#client.call('library/restore', { projectId }),
        ),
    });
  }

  /** @returns `undefined` when the user picked nothing, or it failed and was said */
  async openFile(): Promise<ProjectCard | undefined> {
    return this.#doing('Opening', 'The project file could not be opened', async () => {
      const [file] = await this.#client.host.pickFiles({ multiple: false, purpose: 'project' });
      return file === undefined ? undefined : this.#client.call('project/open', { fileId: file.id });
    });
  }

  /** A project file that the host was given. @returns `undefined` when it failed and was said */
  openGiven({ id, name }: HostFile): Promise<ProjectCard | undefined> {
    return this.#doing(`Opening ${name}`, `${name} could not be opened`, () =>
      this.#client.call('project/open', { fileId: id }),
    );
  }

  async #doing<T>(what: string, failed: string, action: () => Promise<T>): Promise<T | undefined> {
    this.busyWith = what;
    try {
      const outcome = await action();
      await this.refresh();
      return outcome;
    } catch (error) {
      this.#notices.fail(failed, error);
      return undefined;
    } finally {
      this.busyWith = undefined;
    }
  }
}
