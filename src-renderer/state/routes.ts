import { roomNames, rooms } from '#shared/contract/rooms.ts';
import type { Room } from '#shared/contract/rooms.ts';
import type { AnalysisKind } from '#shared/model/job.ts';

export { roomNames, rooms };
export type { Room };

export type Route =
  | { screen: 'library' }
  | { screen: 'trash' }
  /** With a view: one of the tabs of a result. */
  | { screen: 'room'; projectId: string; room: Room; result?: string; view?: string }
  /** With a data set: the one that tables are added to. */
  | { screen: 'import-wizard'; projectId: string; dataset?: string }
  /** With a job: its view; with a data set: a fresh one that starts from it. */
  | { screen: 'screening-wizard'; projectId: string; jobId?: number; dataset?: string }
  | { screen: 'training-wizard'; projectId: string; jobId?: number; dataset?: string };

/** Where the results of an analysis are shown. */
export const roomOf: Readonly<Record<AnalysisKind, Room>> = {
  screen: 'screening',
  fit: 'models',
  evaluate: 'compare',
  tasks: 'compare',
};

/** The wizards that end in the view of a job, by what their address says. */
const jobWizards = [
  { word: 'screen', screen: 'screening-wizard' },
  { word: 'train', screen: 'training-wizard' },
] as const;

/** Stands where a job's number would, before the name of a data set. */
const ofDataset = 'of';

/** The address of a screen, as the part of the URL after `#`. An address that is not one leads to the library. */
export function parseRoute(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodePart);
  const [first, projectId] = parts;
  if (first === 'trash') return { screen: 'trash' };
  const place = parts.at(2);
  const detail = parts.at(3);
  if (first !== 'project' || !projectId) return { screen: 'library' };
  if (place === 'import')
    return { screen: 'import-wizard', projectId, ...(detail ? { dataset: detail } : {}) };
  const wizard = jobWizards.find(({ word }) => word === place);
  if (wizard !== undefined) {
    const dataset = detail === ofDataset ? parts.at(4) : undefined;
    if (dataset) return { screen: wizard.screen, projectId, dataset };
    const jobId = detail === undefined ? Number.NaN : Number(detail);
    return { screen: wizard.screen, projectId, ...(Number.isInteger(jobId) ? { jobId } : {}) };
  }
  const room = rooms.find((name) => name === place) ?? 'data';
  const view = parts.at(4);
  return {
    screen: 'room',
    projectId,
    room,
    ...(detail ? { result: detail } : {}),
    ...(detail && view ? { view } : {}),
  };
}

export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'library':
      return '#/';
    case 'trash':
      return '#/trash';
    case 'room':
      return join(['project', route.projectId, route.room, route.result, route.view]);
    case 'import-wizard':
      return join(['project', route.projectId, 'import', route.dataset]);
    case 'screening-wizard':
      return join(['project', route.projectId, 'screen', ...jobOrDataset(route)]);
    case 'training-wizard':
      return join(['project', route.projectId, 'train', ...jobOrDataset(route)]);
  }
}

/** Whether a screen follows a job already. */
export function isViewOfJob(route: Route, projectId: string, jobId: number): boolean {
  return 'jobId' in route && route.jobId === jobId && route.projectId === projectId;
}

function jobOrDataset({ jobId, dataset }: { jobId?: number; dataset?: string }) {
  return jobId === undefined && dataset !== undefined ? [ofDataset, dataset] : [jobId];
}

function join(parts: (string | number | undefined)[]): string {
  const known = parts.filter((part) => part !== undefined);
  return `#/${known.map((part) => encodeURIComponent(part)).join('/')}`;
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
