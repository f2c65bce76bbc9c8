import type { ProjectOverview, ScreenCard, ScreenSummary } from '#shared/contract/methods.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { JobView } from '#shared/model/job.ts';
import type { ScreenedDrug } from '#shared/model/results.ts';
import type { ScreenSettings } from '#shared/model/settings.ts';

/** Records of label-noise screens as the page gets them, plausible but for what a test sets. */

export function screenSettingsWith(changed: Partial<ScreenSettings> = {}): ScreenSettings {
  return {
    metrics: ['AUC'],
    protocol: 'strict',
    repeats: 10,
    permutations: 99,
    holdout: 0.2,
    threshold: 0.05,
    earlyDecision: true,
    seed: 1,
    ...changed,
  };
}

export function screenedDrugWith(changed: Partial<ScreenedDrug> = {}): ScreenedDrug {
  return {
    metric: 'AUC',
    drug: 'drug',
    sampleCount: 50,
    interquartileRange: 1,
    trueMedian: 0.5,
    permutedMedian: 1,
    pValue: 0.001,
    permutationP: 0.01,
    qValue: 0.02,
    isNoisy: false,
    repeatsRun: 10,
    permutationsRun: 99,
    isEarly: false,
    l1Ratio: 0.5,
    ...changed,
  };
}

export function screenCardWith(changed: Partial<ScreenCard> = {}): ScreenCard {
  return {
    name: 'screen',
    datasetName: 'panel',
    datasetHash: 'hash of panel',
    seed: 1,
    version: '1.0.0',
    createdAt: '2026-01-01T00:00:00Z',
    settings: screenSettingsWith(),
    noise: [],
    ...changed,
  };
}

export function screenSummaryWith(
  card: Partial<ScreenCard>,
  drugs: readonly Partial<ScreenedDrug>[],
): ScreenSummary {
  return { card: screenCardWith(card), drugs: drugs.map(screenedDrugWith), warnings: [] };
}

export function datasetWith(name: string, metrics: readonly string[], drugCount = 8): DatasetSummary {
  return {
    id: 1,
    name,
    sampleCount: 60,
    featureCount: 200,
    drugCount,
    drugNames: Array.from({ length: drugCount }, (_, drug) => `drug-${drug + 1}`),
    blocks: [],
    metrics: metrics.map((metric) => ({
      name: metric,
      higherIsSensitive: true,
      observedCount: 480,
      missingShare: 0,
    })),
    hasTissues: false,
    missingPolicy: 'drop',
    hash: `hash of ${name}`,
    createdAt: '2026-01-01T00:00:00Z',
  };
}

export function overviewWith(changed: Partial<ProjectOverview> = {}): ProjectOverview {
  return {
    card: {
      projectId: 'p',
      name: 'Study',
      fileName: 'study.tracewise',
      byteCount: 1,
      modifiedAt: '2026-01-01T00:00:00Z',
      datasetNames: [],
      readOnly: false,
    },
    datasets: [],
    evaluations: [],
    models: [],
    screenings: [],
    taskGroups: [],
    clusterings: [],
    enrichments: [],
    jobs: [],
    ...changed,
  };
}

export function screenJobWith(changed: Partial<JobView> = {}): JobView {
  return {
    id: 1,
    projectId: 'p',
    name: 'screen',
    datasetName: 'panel',
    analysis: { kind: 'screen', settings: screenSettingsWith() },
    state: 'running',
    progress: 0.5,
    unitsDone: 1,
    unitsTotal: 2,
    createdAt: '2026-01-01T00:00:00Z',
    ...changed,
  };
}
