import type { HostFile } from '#shared/contract/host.ts';
import type { ProjectCard, TrashedProject } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import { bytesOfBase64 } from './saving.ts';
import type { Notices } from './notices.svelte.ts';

/** The projects of the library folder, and what can be done with them. */
export class Library {
  cards = $state.raw<ProjectCard[]>([]);
  /** The latest first. */
  trashed = $state.raw<TrashedProject[]>([]);
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
      const [cards, trashed, info] = await Promise.all([
        this.#client.call('library/list', {}),
        this.#client.call('library/trashed', {}),
        this.#client.call('app/info', {}),
      ]);
      this.cards = cards;
      this.trashed = trashed;
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

  /** @returns the copy; `undefined` when it failed and was said */
  async duplicate(card: ProjectCard): Promise<ProjectCard | undefined> {
    const copy = await this.#doing(`Duplicating ${card.name}`, `${card.name} could not be duplicated`, () =>
      this.#client.call('library/duplicate', { projectId: card.projectId }),
    );
    if (copy !== undefined) this.#notices.add(`Duplicated as “${copy.name}”.`);
    return copy;
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
      run: () => void this.restore({ projectId, name }),
    });
  }

  /** From the trash. */
  async restore({ projectId, name }: Pick<TrashedProject, 'projectId' | 'name'>): Promise<void> {
    await this.#doing(`Restoring ${name}`, `${name} could not be restored`, () =>
      this.#client.call('library/restore', { projectId }),
    );
  }

  /** For good. @throws what the backend throws: the dialog that asked shows it */
  async deleteForGood(projects: readonly TrashedProject[]): Promise<void> {
    for (const { projectId } of projects) await this.#client.call('library/delete', { projectId });
    await this.refresh();
  }

  /** A copy of a project's file, where the user wants it. */
  async exportFile({ projectId, name, fileName }: ProjectCard): Promise<void> {
    const { host } = this.#client;
    const saved = await this.#doing(`Exporting ${name}`, `${name} could not be exported`, async () => {
      if (host.kind === 'web') {
        const { suggestedName, base64 } = await this.#client.call('project/bytes', { projectId });
        return host.saveFile({ suggestedName, content: bytesOfBase64(base64) });
      }
      const destination = await host.pickDestination(fileName);
      if (destination === undefined) return false;
      await this.#client.call('project/copy', { projectId, destination: destination.id });
      return true;
    });
    if (saved === true) this.#notices.add(`Exported ${fileName}.`);
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
