import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProject } from '#main/store/projectFile.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { smallDataset, smallEvaluation } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function emptyProject(): ProjectStore {
  return createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
}

function bytes(values: Float64Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}

describe('a stored data set', () => {
  test('comes back as it was, to the byte, over several chunks', () => {
    const project = emptyProject();
    const dataset = smallDataset({ samples: 60, features: 20_000 });
    project.saveDataset(dataset, { replace: false });
    const loaded = project.loadDataset('panel');
    expect(bytes(loaded.featureValues).equals(bytes(dataset.featureValues))).toBe(true);
    expect(bytes(loaded.responses[0].values).equals(bytes(dataset.responses[0].values))).toBe(true);
    const withoutValues = { featureValues: null, responses: null };
    expect({ ...loaded, ...withoutValues }).toEqual({ ...dataset, ...withoutValues });
    expect(loaded.responses[0].metric).toEqual(dataset.responses[0].metric);
  });

  test('gives a panel whose matrices lie in shared memory', () => {
    const project = emptyProject();
    const dataset = smallDataset();
    project.saveDataset(dataset, { replace: false });
    const panel = project.loadPanel('panel', ['activity']);
    expect(panel.features.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(panel.responses.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(panel.features).toMatchObject({ rows: 20, columns: 12 });
    expect(panel.responses).toMatchObject({ rows: 20, columns: 3 });
    expect(panel.sampleNames).toEqual(dataset.samples.map(({ name }) => name));
    expect(panel.taskNames).toEqual(['A', 'B', 'C']);
    expect(panel.tissues).toEqual(dataset.samples.map(({ tissue }) => tissue));
  });

  test('gives the responses of several metrics side by side, in the order asked for', () => {
    const project = emptyProject();
    const dataset = smallDataset({ metrics: ['activity', 'AUC', 'IC50'] });
    project.saveDataset(dataset, { replace: false });
    const panel = project.loadPanel('panel', ['IC50', 'activity']);
    const [activity, , ic50] = dataset.responses.map(({ values }) => [...values]);
    expect([...panel.responses.values]).toEqual([...ic50, ...activity]);
    expect(panel.responses).toMatchObject({ rows: 20, columns: 6 });
    expect(panel.responses.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(panel.taskNames).toEqual(['A', 'B', 'C', 'A', 'B', 'C']);
    expect(panel.taskMetrics).toEqual(['IC50', 'IC50', 'IC50', 'activity', 'activity', 'activity']);
    expect(panel.features).toEqual(project.loadPanel('panel', ['activity']).features);
    const error = thrownBy(() => project.loadPanel('panel', ['AUC', 'AUC']));
    expect(error).toMatchObject({ kind: 'invalid-setting', message: 'the metric "AUC" is named twice' });
  });

  test('has tissues only when every sample carries one', () => {
    const project = emptyProject();
    const dataset = smallDataset();
    delete dataset.samples[4].tissue;
    expect(project.saveDataset(dataset, { replace: false }).hasTissues).toBe(false);
    expect(project.loadPanel('panel', ['activity']).tissues).toBeUndefined();
  });

  test('is summarised with its blocks in order and its missing share', () => {
    const project = emptyProject();
    const dataset = smallDataset();
    dataset.responses[0].values.fill(NaN, 0, 15);
    const observed = dataset.responses[0].values.filter((value) => !Number.isNaN(value)).length;
    expect(project.saveDataset(dataset, { replace: false })).toMatchObject({
      name: 'panel',
      sampleCount: 20,
      featureCount: 12,
      drugCount: 3,
      drugNames: ['A', 'B', 'C'],
      blocks: [
        { name: 'expression', featureCount: 6 },
        { name: 'copy-number', featureCount: 6 },
      ],
      metrics: [{ name: 'activity', observedCount: observed, missingShare: 1 - observed / 60 }],
      hasTissues: true,
      missingPolicy: 'mean',
    });
  });

  test('has a hash that names and values decide, and nothing else', () => {
    const hashOf = (change: (dataset: ReturnType<typeof smallDataset>) => void): string => {
      const dataset = smallDataset();
      change(dataset);
      return emptyProject().saveDataset(dataset, { replace: false }).hash;
    };
    const original = hashOf(() => undefined);
    expect(original).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf((dataset) => (dataset.name = 'other'))).toBe(original);
    expect(hashOf((dataset) => (dataset.drugs[1].target = 'MEK'))).toBe(original);
    expect(hashOf((dataset) => new Uint32Array(dataset.featureValues.buffer).fill(0xffffffff, 6, 8))).toBe(
      original,
    );
    expect(hashOf((dataset) => (dataset.featureValues[0] += 1e-12))).not.toBe(original);
    expect(hashOf((dataset) => (dataset.responses[0].values[1] = 7))).not.toBe(original);
    expect(hashOf((dataset) => (dataset.samples[1].name = 'other'))).not.toBe(original);
    expect(hashOf((dataset) => (dataset.samples[1].tissue = 'other'))).not.toBe(original);
    expect(hashOf((dataset) => (dataset.missingPolicy = 'drop'))).not.toBe(original);
  });

  test('is not replaced unless told so', () => {
    const project = emptyProject();
    const first = project.saveDataset(smallDataset(), { replace: false });
    const error = thrownBy(() => project.saveDataset(smallDataset({ seed: 2 }), { replace: false }));
    expect(error.kind).toBe('conflict');
    expect(error.message).toContain('"panel"');
    expect(project.datasetSummary('panel')).toEqual(first);
    const second = project.saveDataset(smallDataset({ seed: 2 }), { replace: true });
    expect(second.hash).not.toBe(first.hash);
    expect(project.listDatasets()).toEqual([second]);
    expect(thrownBy(() => project.loadAxes(first.id)).kind).toBe('not-found');
  });

  test('that was replaced stays for as long as something was made from it', () => {
    const project = emptyProject();
    const first = project.saveDataset(smallDataset(), { replace: false });
    project.createJob({
      name: 'run',
      datasetId: first.id,
      analysis: { kind: 'evaluate', settings: smallEvaluation() },
      version: '1',
      replaces: false,
      units: [],
    });
    project.saveDataset(smallDataset({ seed: 2, drugs: ['X', 'Y'] }), { replace: true });
    expect(project.findJob('run')).toMatchObject({ datasetId: first.id, datasetHash: first.hash });
    expect(project.loadPanelOf(first.id, ['activity']).taskNames).toEqual(['A', 'B', 'C']);
    project.deleteResult('run');
    expect(() => project.loadPanelOf(first.id, ['activity'])).toThrow('no data set');
  });

  test('that is imported again with the same values keeps what was made from it', () => {
    const project = emptyProject();
    const first = project.saveDataset(smallDataset(), { replace: false });
    project.createJob({
      name: 'run',
      datasetId: first.id,
      analysis: { kind: 'evaluate', settings: smallEvaluation() },
      version: '1',
      replaces: false,
      units: [],
    });
    const second = project.saveDataset(smallDataset(), { replace: true });
    expect(second.hash).toBe(first.hash);
    expect(project.findJob('run')?.datasetId).toBe(second.id);
  });

  test('that is not there, or has no such metric, is named with what there is', () => {
    const project = emptyProject();
    expect(thrownBy(() => project.loadDataset('panel')).detail.remedy).toBe('Import one first.');
    project.saveDataset(smallDataset(), { replace: false });
    expect(thrownBy(() => project.loadDataset('Panel')).detail.remedy).toBe('It has: panel.');
    const error = thrownBy(() => project.loadPanel('panel', ['AUC']));
    expect(error.kind).toBe('invalid-setting');
    expect(error.detail).toEqual({ found: 'AUC', expected: 'activity' });
  });
});
