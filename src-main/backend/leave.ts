import type { Services } from './services.ts';

/** Closes a project, its jobs paused, once what is new in it has a backup. */
export async function leave(services: Services, projectId: string): Promise<void> {
  await leaveWork(services, projectId);
  const open = services.projects.peek(projectId);
  if (open !== undefined) await services.backups.keep(open);
  services.projects.close(projectId);
}

/** As `leave`, without another backup: a copy is to take the project's place. */
export async function leaveForCopy(services: Services, projectId: string): Promise<void> {
  await leaveWork(services, projectId);
  await services.backups.settled();
  services.projects.close(projectId);
}

async function leaveWork({ jobs, derivations, tables }: Services, projectId: string): Promise<void> {
  tables.clear();
  derivations.leave(projectId);
  await jobs.leave(projectId);
}
