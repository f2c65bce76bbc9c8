import type { SanityReport } from '#shared/model/sanity.ts';
import type { CallContext } from './backend.ts';
import type { Services } from './services.ts';

/** What may be wrong with a data set, computed once; a project that cannot be written to computes it every time. */
export async function sanityOf(
  { projects, jobs }: Services,
  projectId: string,
  dataset: string,
  { signal, progress }: CallContext,
): Promise<SanityReport> {
  const project = projects.get(projectId);
  const summary = project.store.datasetSummary(dataset);
  const stored = project.store.sanityReport(summary.id);
  if (stored !== undefined) return stored;
  const message = `examining ${dataset}`;
  const report = await jobs.examine(project, summary, signal, ({ fraction }) =>
    progress({ fraction, message }),
  );
  const isOpen = projects.peek(projectId) === project;
  if (isOpen && !project.store.readOnly) project.store.saveSanityReport(summary.id, report);
  return report;
}
