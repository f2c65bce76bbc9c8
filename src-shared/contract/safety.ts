import { z } from 'zod';
import type { SalvageReport } from '../model/salvage.ts';
import type { ProjectCard } from './cards.ts';

const ofProject = z.strictObject({ projectId: z.string().min(1) });
const nothing = z.strictObject({});

/** Methods that keep a user's projects safe: the trash, the copies, and what is left of a damaged file. */
export const safetyArguments = {
  'library/trashed': nothing,
  'library/delete': ofProject,
  'project/release': ofProject,
  'project/bytes': ofProject,
  'project/salvage': z.union([ofProject, z.strictObject({ fileId: z.string().min(1) })]),
  'project/save-salvaged': z.strictObject({
    projectId: z.string().min(1),
    /** Where the new project goes; into the library when left out. */
    destination: z.string().min(1).optional(),
  }),
  'project/restore-copy': z.strictObject({ projectId: z.string().min(1), copyId: z.string().min(1) }),
} as const;

/** A project in the trash of the library. */
export interface TrashedProject {
  projectId: string;
  name: string;
  fileName: string;
  byteCount: number;
  /** ISO 8601. */
  trashedAt: string;
}

export interface SafetyResults {
  /** The latest first. */
  'library/trashed': TrashedProject[];
  /** For good, with its backups; of a project in the trash only. */
  'library/delete': null;
  /** Lets others work in a project that nobody looks at here and nothing computes in. */
  'project/release': null;
  /** A copy of the file, for hosts without dialogs. */
  'project/bytes': { suggestedName: string; base64: string };
  /** What is left of a project that does not open, or does not read. */
  'project/salvage': SalvageReport;
  /** Makes a project of what was found to read. */
  'project/save-salvaged': ProjectCard;
  /** Puts a good copy in the place of a damaged project, which stays beside it under another name. */
  'project/restore-copy': ProjectCard;
}
