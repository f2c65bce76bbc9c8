/** The rooms of a project, left to right in the order of the work. */
export const rooms = ['data', 'models', 'compare'] as const;
export type Room = (typeof rooms)[number];

export type Route =
  | { screen: 'library' }
  | { screen: 'room'; projectId: string; room: Room; result?: string }
  | { screen: 'import-wizard'; projectId: string }
  | { screen: 'training-wizard'; projectId: string; jobId?: number };

/** The address of a screen, as the part of the URL after `#`. An address that is not one leads to the library. */
export function parseRoute(hash: string): Route {
  const parts = hash
    .replace(/^#?\/?/, '')
    .split('/')
    .map(decodePart);
  const [first, projectId] = parts;
  const place = parts.at(2);
  const detail = parts.at(3);
  if (first !== 'project' || !projectId) return { screen: 'library' };
  if (place === 'import') return { screen: 'import-wizard', projectId };
  if (place === 'train') {
    const jobId = detail === undefined ? Number.NaN : Number(detail);
    return { screen: 'training-wizard', projectId, ...(Number.isInteger(jobId) ? { jobId } : {}) };
  }
  const room = rooms.find((name) => name === place) ?? 'data';
  return { screen: 'room', projectId, room, ...(detail ? { result: detail } : {}) };
}

export function formatRoute(route: Route): string {
  switch (route.screen) {
    case 'library':
      return '#/';
    case 'room':
      return join(['project', route.projectId, route.room, route.result]);
    case 'import-wizard':
      return join(['project', route.projectId, 'import']);
    case 'training-wizard':
      return join(['project', route.projectId, 'train', route.jobId]);
  }
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
