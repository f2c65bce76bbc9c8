import { z } from 'zod';
import type { ResumedJobs } from '#shared/contract/desk.ts';
import { TracewiseError, describeError } from '#shared/model/errors.ts';
import type { JobScheduler } from '#main/jobs/jobScheduler.ts';
import { LibraryNote } from '#main/store/libraryNote.ts';
import type { OpenProjects } from './openProjects.ts';

const interruptedNote = z.array(z.strictObject({ path: z.string(), jobId: z.number().int() }));

/** Remembers what was at work when the program was closed, so that the next start goes on with it. */
export class InterruptedJobs {
  readonly #note: LibraryNote<z.infer<typeof interruptedNote>>;
  readonly #projects: OpenProjects;
  readonly #jobs: JobScheduler;

  constructor(libraryFolder: string, projects: OpenProjects, jobs: JobScheduler) {
    this.#note = new LibraryNote(libraryFolder, 'interrupted', interruptedNote);
    this.#projects = projects;
    this.#jobs = jobs;
  }

  /** Notes what works now; to be called before it is paused. @throws TracewiseError `disk` */
  remember(): void {
    const atWork = this.#jobs
      .atWork()
      .map(({ project, jobId }) => ({ path: this.#projects.pathOf(project.id), jobId }));
    if (atWork.length > 0) this.#note.write(atWork);
  }

  /**
   * Goes on with what was noted. The note is erased first: what brings the program down while it resumes is not
   * resumed again by itself.
   */
  resume(): ResumedJobs {
    const noted = this.#note.read() ?? [];
    this.#note.erase();
    const outcome: ResumedJobs = { resumed: [], problems: [] };
    for (const { path, jobId } of noted) {
      try {
        const project = this.#projects.get(this.#projects.idOf(path));
        outcome.resumed.push(this.#jobs.resume(project, jobId));
      } catch (error) {
        if (!(error instanceof TracewiseError)) throw error;
        outcome.problems.push(describeError(error));
      }
    }
    return outcome;
  }
}
