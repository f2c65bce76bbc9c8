import type { HostFile } from './hostFile.ts';

/** What a menu can ask of the page. */
export const pageCommands = [
  'new-project',
  'open-project',
  'show-library',
  'import-data',
  'export',
  'show-jobs',
  'pause-jobs',
  'resume-jobs',
  'show-guide',
  'show-about',
] as const;
export type PageCommand = (typeof pageCommands)[number];

/** Asked for by the desktop around the page: a menu, a file that was opened from outside, a notification. */
export type HostEvent =
  | { kind: 'command'; command: PageCommand }
  /** Rooms are counted from 1, from left to right. */
  | { kind: 'show-room'; place: number }
  | { kind: 'choose-theme'; theme: 'system' | 'light' | 'dark' }
  | { kind: 'show-project'; projectId: string }
  | { kind: 'show-result'; projectId: string; jobId: number }
  | { kind: 'take-files'; files: HostFile[] };
