import { z } from 'zod';
import type { RecentProject } from '#shared/contract/desk.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { JobProject } from '#main/jobs/activeJob.ts';
import { fileState } from '#main/store/geneSetFolder.ts';
import { LibraryNote } from '#main/store/libraryNote.ts';
import type { OpenProjects } from './openProjects.ts';
import type { Publish } from './publish.ts';

const longestList = 10;
const recentNote = z.array(z.strictObject({ name: z.string(), path: z.string() }));

/** What was looked at lately, newest first, in the library and elsewhere. */
export class RecentProjects {
  readonly #note: LibraryNote<z.infer<typeof recentNote>>;
  readonly #projects: OpenProjects;
  readonly #publish: Publish;

  constructor(libraryFolder: string, projects: OpenProjects, publish: Publish) {
    this.#note = new LibraryNote(libraryFolder, 'recent', recentNote);
    this.#projects = projects;
    this.#publish = publish;
  }

  /** Those whose files are there; they can be asked for by their ids from now on. */
  list(): RecentProject[] {
    return (this.#note.read() ?? [])
      .filter(({ path }) => fileState(path) !== undefined)
      .map(({ name, path }) => ({ projectId: this.#projects.idOf(path), name, path }));
  }

  /** A list that cannot be written, as on a full disk, is no reason not to look at a project. */
  looksAt({ store }: JobProject): void {
    const { name, path } = store;
    const known = this.#note.read() ?? [];
    if (known.at(0)?.path === path && known.at(0)?.name === name) return;
    try {
      this.#note.write(
        [{ name, path }, ...known.filter((other) => other.path !== path)].slice(0, longestList),
      );
    } catch (error) {
      if (error instanceof TracewiseError) return;
      throw error;
    }
    this.#publish({ event: 'library/recent-changed', payload: this.list() });
  }
}
