import type { ProjectStore } from '../../src-main/store/projectFile.ts';
import type { Analysis } from '../../src-shared/model/job.ts';
import type { AnalysisResult } from '../../src-shared/model/results.ts';

/** Stores a result of the data set "panel" as a job would. */
export function saveResult(project: ProjectStore, name: string, result: AnalysisResult): void {
  const token = project.claimRunner();
  const { id: datasetId } = project.datasetSummary('panel');
  const analysis = analysisOf(result);
  const { id } = project.createJob({ name, datasetId, analysis, version: '1', replaces: false, units: [] });
  project.finishJob(token, id, { headline: `${name}: done`, result });
  project.releaseRunner(token);
}

function analysisOf(result: AnalysisResult): Analysis {
  switch (result.kind) {
    case 'evaluate':
      return { kind: 'evaluate', settings: result.evaluation.settings };
    case 'fit':
      return { kind: 'fit', settings: result.model.settings };
    case 'screen':
      return { kind: 'screen', settings: result.screening.settings };
    case 'tasks':
      return { kind: 'tasks', settings: result.taskGroups.settings };
  }
}
