import { z } from 'zod';
import type { JobView } from '../model/job.ts';

const nothing = z.strictObject({});

/** What a desktop needs besides projects: what was open, what was at work, and what the program is. */
export const deskArguments = {
  'app/about': nothing,
  'library/recent': nothing,
  'job/resume-interrupted': nothing,
} as const;

/** Projects that were looked at lately, in the library or elsewhere. */
export const recentProjects = z.array(
  z.strictObject({
    projectId: z.string(),
    name: z.string(),
    /** Where its file is, for people and for the system's own list. */
    path: z.string(),
  }),
);
export type RecentProject = z.infer<typeof recentProjects>[number];

export interface AboutProgram {
  version: string;
  /** What it runs on: Electron, Chromium and Node, as far as there are any. */
  runtimes: { name: string; version: string }[];
  /** The licence of the program, then the notices of what ships with it. */
  licences: { title: string; text: string }[];
}

/** Jobs that go on, and for those that cannot, why. */
export interface ResumedJobs {
  resumed: JobView[];
  problems: string[];
}

export interface DeskResults {
  'app/about': AboutProgram;
  /** Newest first; files that are gone are left out. */
  'library/recent': RecentProject[];
  /** Goes on with what the last close of the program interrupted. A second call finds nothing. */
  'job/resume-interrupted': ResumedJobs;
}
