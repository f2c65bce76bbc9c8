import type { JobView } from '../model/job.ts';
import type { LambdaCurve } from '../model/results.ts';
import type { RecentProject } from './desk.ts';

/** What the backend says unasked. */
export interface BackendEvents {
  'job/changed': JobView;
  'job/curve': { projectId: string; jobId: number; curve: LambdaCurve };
  'project/changed': { projectId: string };
  'library/changed': null;
  'library/recent-changed': RecentProject[];
}

export type EventName = keyof BackendEvents;
export const eventNames = [
  'job/changed',
  'job/curve',
  'project/changed',
  'library/changed',
  'library/recent-changed',
] as const satisfies readonly EventName[];

type AssertNever<T extends never> = T;
export type EventsAgree = AssertNever<Exclude<EventName, (typeof eventNames)[number]>>;
