import { TracewiseError } from '#shared/model/errors.ts';
import type { JobProject } from '#main/jobs/activeJob.ts';
import type { Backups } from '#main/store/backups.ts';

/** Makes backups of projects that have changed, one at a time, beside everything else. */
export class BackupKeeper {
  readonly #backups: Backups | undefined;
  readonly #changed = new Set<string>();
  readonly #problems = new Map<string, TracewiseError>();
  #last: Promise<void> = Promise.resolve();

  /** @param backups where they go; none are made when left out */
  constructor(backups: Backups | undefined) {
    this.#backups = backups;
  }

  /** Something was stored in a project: its next backup differs from the last. */
  noteChange(projectId: string): void {
    this.#changed.add(projectId);
  }

  /** Makes a backup if there is anything new in a project. A problem is kept, to be told. */
  keep(project: JobProject): Promise<void> {
    const kept = this.#last.then(() => this.#keepNow(project));
    // Whoever asked for one learns of its failure; the next does not wait for that in vain.
    this.#last = kept.catch(() => undefined);
    return kept;
  }

  /** Once those asked for so far are made. */
  settled(): Promise<void> {
    return this.#last;
  }

  /** Why the last backup of a project could not be made. */
  problemOf(projectId: string): TracewiseError | undefined {
    return this.#problems.get(projectId);
  }

  /** Another file has taken the project's place. */
  forgetProblem(projectId: string): void {
    this.#problems.delete(projectId);
  }

  async #keepNow({ id, store }: JobProject): Promise<void> {
    if (this.#backups === undefined || store.readOnly || !this.#changed.delete(id)) return;
    try {
      await this.#backups.make(store.path, (destination) => store.backUpTo(destination));
      this.#problems.delete(id);
    } catch (error) {
      if (!(error instanceof TracewiseError)) throw error;
      this.#changed.add(id);
      this.#problems.set(id, error);
    }
  }
}
