import { describe, expect, it } from 'vitest';
import { describeAnalysis, describeState } from '#renderer/views/jobWords.ts';
import type { JobView } from '#shared/model/job.ts';
import { screenJobWith } from '../../support/screens.ts';

const job: JobView = {
  id: 1,
  projectId: 'p',
  name: 'run',
  datasetName: 'panel',
  analysis: {
    kind: 'evaluate',
    settings: {
      models: ['trace-norm', 'elastic-net'],
      metric: 'AUC',
      scheme: 'transductive',
      protocol: 'strict',
      outerFolds: 5,
      innerFolds: 5,
      seed: 1,
    },
  },
  state: 'running',
  progress: 0.4799,
  unitsDone: 1,
  unitsTotal: 10,
  createdAt: '2026-01-01T00:00:00Z',
};

describe('describeState', () => {
  it('never says more than was done', () => {
    expect(describeState(job)).toBe('47 %');
    expect(describeState({ ...job, progress: 0.999 })).toBe('99 %');
  });

  it('adds the time left once there is an estimate', () => {
    expect(describeState({ ...job, secondsLeft: 120 })).toBe('47 %, 2 min left');
  });

  it('says where a stopped job stands', () => {
    expect(describeState({ ...job, state: 'paused' })).toBe('paused at 47 %');
    expect(describeState({ ...job, state: 'failed' })).toBe('failed');
  });
});

describe('describeAnalysis', () => {
  it('counts the models of a comparison', () => {
    expect(describeAnalysis(job)).toBe('nested cross-validation, 2 models');
  });

  it('counts the metrics of a screen', () => {
    expect(describeAnalysis(screenJobWith())).toBe('label-noise screen, 1 metric');
  });
});
