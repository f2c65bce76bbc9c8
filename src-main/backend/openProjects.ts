import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import type { JobProject } from '#main/jobs/activeJob.ts';
import type { LibraryFolder } from '#main/store/library.ts';
import { removeFile } from '#main/store/openFile.ts';
import { createProject, openProject, projectExtension } from '#main/store/projectFile.ts';

/** Hexadecimal digits of an id: 64 bits of a hash. */
const idLength = 16;

/** The projects that are open, under ids that give nothing away of their paths. */
export class OpenProjects {
  readonly #library: LibraryFolder;
  readonly #paths = new Map<string, string>();
  readonly #open = new Map<string, JobProject>();

  constructor(library: LibraryFolder) {
    this.#library = library;
  }

  /** The id under which a project file is known from now on, in this session. */
  idOf(path: string): string {
    const absolute = resolve(path);
    for (const [id, known] of this.#paths) if (known === absolute) return id;
    const id = this.#freeId(absolute);
    this.#paths.set(id, absolute);
    return id;
  }

  /** @throws TracewiseError `not-found` for an id that was not handed out and is not in the library */
  pathOf(id: string): string {
    if (!this.#paths.has(id)) for (const path of this.#library.list()) this.idOf(path);
    const path = this.#paths.get(id);
    if (path !== undefined) return path;
    throw new TracewiseError('not-found', 'there is no such project', {
      remedy: 'It may have been moved or deleted; look at the library again.',
    });
  }

  /** Open from now on. @throws TracewiseError `not-found`, `corrupt`, `disk` */
  get(id: string): JobProject {
    const existing = this.#open.get(id);
    if (existing !== undefined) return existing;
    const project = { id, store: openProject(this.pathOf(id)) };
    this.#open.set(id, project);
    return project;
  }

  /** The project, if it is open already. */
  peek(id: string): JobProject | undefined {
    return this.#open.get(id);
  }

  /** A new project in a new file, open. @throws TracewiseError `conflict` when there is a file already; `disk` */
  create(path: string, name = basename(path, projectExtension)): JobProject {
    const store = createProject(path, name);
    const project = { id: this.idOf(path), store };
    this.#open.set(project.id, project);
    return project;
  }

  close(id: string): void {
    const project = this.#open.get(id);
    this.#open.delete(id);
    project?.store.close();
  }

  /** Closes a project and deletes its file: for one that was made for an import which then failed. */
  discard(id: string): void {
    const path = this.pathOf(id);
    this.close(id);
    removeFile(path);
  }

  /** Closes every project, also when one fails to be closed; then throws what the first one threw. */
  closeAll(): void {
    const next = this.#open.keys().next();
    if (next.done === true) return;
    try {
      this.close(next.value);
    } finally {
      this.closeAll();
    }
  }

  /** The file of a closed project has moved; its id stays for this session. */
  moved(id: string, path: string): void {
    this.#paths.set(id, resolve(path));
  }

  /** The same in every session, unless the project that was at this path has moved away in this one. */
  #freeId(path: string): string {
    let text = path;
    for (;;) {
      const id = createHash('sha256').update(text).digest('hex').slice(0, idLength);
      if (!this.#paths.has(id)) return id;
      text = id + path;
    }
  }
}
