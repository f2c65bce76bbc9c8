import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createProject } from '#main/store/projectFile.ts';
import type { Dataset } from '#shared/model/dataset.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function panelOf(dataset: Dataset, blocks: string[]) {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  const { id } = project.saveDataset(dataset, { replace: false });
  return project.loadPanelOf(id, ['activity'], { blocks });
}

describe('the features of some blocks', () => {
  test('are their columns in the order of the data set, in shared memory', () => {
    const dataset = smallDataset({ features: 12 });
    const values = [...dataset.featureValues];
    expect([...panelOf(dataset, ['copy-number']).features.values]).toEqual(values.slice(6 * 20));
    const both = panelOf(dataset, ['copy-number', 'expression']).features;
    expect([...both.values]).toEqual(values);
    expect(both.values.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  test('come whole when blocks take turns, and over several chunks of the file', () => {
    const dataset = smallDataset({ samples: 60, features: 20_000 });
    dataset.features.forEach((feature, index) => {
      feature.block = index % 7_000 < 5_000 ? 'expression' : 'copy-number';
    });
    const wanted = dataset.features.flatMap(({ block }, index) =>
      block === 'copy-number' ? [...dataset.featureValues.subarray(index * 60, (index + 1) * 60)] : [],
    );
    const { features } = panelOf(dataset, ['copy-number']);
    expect(features.columns).toBe(5_000);
    expect(
      Buffer.from(Float64Array.from(features.values).buffer).equals(
        Buffer.from(Float64Array.from(wanted).buffer),
      ),
    ).toBe(true);
  });

  test('are followed by an indicator per tissue, in the order of their names', () => {
    const dataset = smallDataset();
    dataset.samples.forEach((sample, index) => (sample.tissue = index % 3 === 0 ? 'skin' : 'lung'));
    const { features } = panelOf(dataset, ['tissue', 'expression']);
    expect(features.columns).toBe(8);
    const isLung = dataset.samples.map((_, index) => (index % 3 === 0 ? 0 : 1));
    expect([...features.values.subarray(6 * 20, 7 * 20)]).toEqual(isLung);
    expect([...features.values.subarray(7 * 20)]).toEqual(isLung.map((value) => 1 - value));
    expect(panelOf(dataset, ['tissue']).features.columns).toBe(2);
  });

  test('of a block called tissue are that block, not the indicators', () => {
    const dataset = smallDataset();
    dataset.features.slice(6).forEach((feature) => (feature.block = 'tissue'));
    expect([...panelOf(dataset, ['tissue']).features.values]).toEqual([
      ...dataset.featureValues.slice(6 * 20),
    ]);
  });

  test('are refused by name where the data set has none', () => {
    const error = thrownBy(() => panelOf(smallDataset(), ['expression', 'methylation']));
    expect(error).toMatchObject({
      kind: 'invalid-setting',
      detail: { found: 'methylation', expected: 'expression, copy-number, tissue' },
    });
    const bare = smallDataset();
    delete bare.samples[4].tissue;
    expect(thrownBy(() => panelOf(bare, ['tissue']))).toMatchObject({
      detail: {
        expected: 'expression, copy-number',
        remedy: expect.stringContaining('tissue for every sample') as string,
      },
    });
  });
});
