import type { Services } from './services.ts';

/** Closes a project, its jobs paused, once what is new in it has a backup. */
export async function leave(
  { jobs, derivations, projects, backups, tables }: Services,
  projectId: string,
): Promise<void> {
  tables.clear();
  derivations.leave(projectId);
  await jobs.leave(projectId);
  const open = projects.peek(projectId);
  if (open !== undefined) await backups.keep(open);
  projects.close(projectId);
}
