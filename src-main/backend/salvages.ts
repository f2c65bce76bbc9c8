import { basename } from 'node:path';
import { TracewiseError } from '#shared/model/errors.ts';
import type { SalvageReport } from '#shared/model/salvage.ts';
import { copiesBeforeUpdates } from '#main/store/backups.ts';
import type { Backups, SavedCopy } from '#main/store/backups.ts';
import { copyAside, isSound } from '#main/store/copies.ts';
import type { LibraryFolder } from '#main/store/library.ts';
import { removeFile, projectExtension } from '#main/store/openFile.ts';
import { fileFacts, openProject } from '#main/store/projectFile.ts';
import { salvageProject } from '#main/store/salvage/salvage.ts';

/** A project of what was saved. */
export interface Recovered {
  path: string;
  name: string;
}

/** What was saved of damaged projects in this session, until users want it as projects of their own. */
export class Salvages {
  readonly #library: LibraryFolder;
  readonly #backups: Backups;
  readonly #saved = new Map<string, string>();

  constructor(library: LibraryFolder, backups: Backups) {
    this.#library = library;
    this.#backups = backups;
  }

  /**
   * Looks at what is left of a project that is closed.
   * @throws TracewiseError `not-found`, `disk`; `corrupt` for a project of a newer version
   */
  async look(projectId: string, path: string): Promise<SalvageReport> {
    this.discard(projectId);
    const target = this.#library.workingPath(`${projectId}-saved`);
    const { findings, contents, isSaved } = await salvageProject(path, target);
    if (isSaved) this.#saved.set(projectId, target);
    const copies = this.#copiesOf(path);
    const good = copies.find(isSound);
    const { byteCount } = fileFacts(path);
    return {
      projectId,
      name: isSaved ? nameIn(target) : basename(path, projectExtension),
      fileName: basename(path),
      byteCount,
      findings,
      contents,
      badCopyCount: good === undefined ? copies.length : copies.indexOf(good),
      ...(good === undefined
        ? {}
        : {
            goodCopy: {
              copyId: basename(good.path),
              kind: good.kind,
              savedAt: good.savedAt,
              byteCount: good.byteCount,
            },
          }),
    };
  }

  /**
   * Moves what was saved to a place of its own, which may have another name than the one that it goes by.
   * @throws TracewiseError `not-found` before a look; `disk`
   */
  keep(projectId: string, destination: (name: string) => Recovered): Recovered {
    const saved = this.#saved.get(projectId);
    if (saved === undefined) {
      throw new TracewiseError('not-found', 'nothing was saved of this project yet', {
        remedy: 'Look at the damaged project again.',
      });
    }
    const recovered = destination(`${nameIn(saved)} (recovered)`);
    this.#library.move(saved, recovered.path);
    this.#saved.delete(projectId);
    return recovered;
  }

  /** A copy of a copy, which no backup outdates; its file is the caller's. @throws TracewiseError `not-found`, `disk` */
  setAside(projectId: string, path: string, copyId: string): SavedCopy {
    const copy = this.#copiesOf(path).find((candidate) => basename(candidate.path) === copyId);
    if (copy === undefined) throw new TracewiseError('not-found', 'this copy is not there any more');
    return copyAside(copy, this.#library.workingPath(`${projectId}-copy`));
  }

  /** Forgets what was saved of a project. */
  discard(projectId: string): void {
    const saved = this.#saved.get(projectId);
    if (saved !== undefined) removeFile(saved);
    this.#saved.delete(projectId);
  }

  discardAll(): void {
    for (const projectId of [...this.#saved.keys()]) this.discard(projectId);
  }

  #copiesOf(path: string): SavedCopy[] {
    const copies = [...this.#backups.list(path), ...copiesBeforeUpdates(path)];
    return copies.sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }
}

function nameIn(path: string): string {
  const project = openProject(path, { readOnly: true, check: false });
  try {
    return project.name;
  } finally {
    project.close();
  }
}
