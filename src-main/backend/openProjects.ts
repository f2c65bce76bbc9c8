import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import type { JobProject } from '#main/jobs/activeJob.ts';
import { isInUse, whileHeld } from '#main/store/hold.ts';
import type { LibraryFolder } from '#main/store/library.ts';
import { projectExtension, removeFile } from '#main/store/openFile.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';

/** Hexadecimal digits of an id: 64 bits of a hash. */
const idLength = 16;

/** How this program works in projects. */
export interface ProjectAccess {
  /** Its name, for those who find a project in use. */
  holdAs: string;
  /** Whether it writes to network shares. */
  writeOnShares: boolean;
}

/** The projects that are open, under ids that give nothing away of their paths. */
export class OpenProjects {
  readonly #library: LibraryFolder;
  readonly #access: ProjectAccess;
  readonly #paths = new Map<string, string>();
  readonly #open = new Map<string, JobProject>();

  constructor(library: LibraryFolder, access: ProjectAccess) {
    this.#library = library;
    this.#access = access;
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
    if (existing !== undefined && !this.#isFreeAgain(existing)) return existing;
    this.close(id);
    const project = { id, store: openProject(this.pathOf(id), this.#access) };
    this.#open.set(id, project);
    return project;
  }

  /** Whether a project that was in use elsewhere when it was opened is not any more. */
  #isFreeAgain({ store }: JobProject): boolean {
    return store.refusal?.kind === 'conflict' && !isInUse(store.path, this.#access.holdAs);
  }

  /** The project, if it is open already. */
  peek(id: string): JobProject | undefined {
    return this.#open.get(id);
  }

  /** A new project in a new file, open. @throws TracewiseError `conflict` when there is a file already; `disk` */
  create(path: string, name = basename(path, projectExtension)): JobProject {
    const store = createProject(path, name, this.#access);
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

  /**
   * Does something to the file of a closed project, while no other program works in it.
   * @throws TracewiseError `conflict` while one does
   */
  whileClosed<Result>(id: string, work: (path: string) => Result): Result {
    const path = this.pathOf(id);
    return whileHeld(path, this.#access.holdAs, () => work(path));
  }

  /** The projects that are open. */
  all(): JobProject[] {
    return [...this.#open.values()];
  }

  /** The file of a closed project is gone. */
  forget(id: string): void {
    this.#paths.delete(id);
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
