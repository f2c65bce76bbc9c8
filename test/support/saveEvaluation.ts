import type { ProjectStore } from '../../src-main/store/projectFile.ts';
import type { Evaluation } from '../../src-shared/model/results.ts';

/** Stores an evaluation of the data set "panel" as a job would. */
export function saveEvaluation(project: ProjectStore, name: string, evaluation: Evaluation): void {
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const analysis = { kind: 'evaluate' as const, settings: evaluation.settings };
  const { id } = project.createJob({ name, datasetId, analysis, version: '1', replaces: false, units: [] });
  project.finishJob(token, id, { headline: 'done', result: { kind: 'evaluate', evaluation } });
  project.releaseRunner(token);
}
