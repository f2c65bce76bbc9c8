import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProject, openProject } from '#main/store/projectFile.ts';
import type { ImportStep } from '#shared/model/recipe.ts';
import type { MatchReport, NameChoice } from '#shared/model/imports.ts';
import { smallDataset } from '../../support/datasets.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

const report: MatchReport = {
  tables: [{ file: 'x.tsv', role: 'expression', sampleCount: 2, columnCount: 3 }],
  matchedSamples: ['L1'],
  unmatchedSamples: [{ file: 'x.tsv', samples: ['L2'] }],
  names: [],
  duplicates: [
    {
      file: 'x.tsv',
      kind: 'feature',
      rule: 'median',
      count: 1,
      worst: [{ name: 'EGFR', entries: 2, correlation: null, largestDifference: 0.25 }],
    },
  ],
  droppedFeatures: [{ name: 'KRAS', reason: 'missing' }],
  notices: [],
  warnings: ['é'],
};

const step: ImportStep = {
  dataset: 'panel',
  add: false,
  missing: 'mean',
  choices: [{ kind: 'sample', written: 'TT', as: null }],
  tables: [{ role: 'response', format: 'auto', file: { name: 'x.tsv', byteCount: 12, sha256: 'ab' } }],
};

test('the report and the steps of an import come back as they were, after the file was closed', () => {
  const path = join(temporaryFolder(), 'study.tracewise');
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset(), { replace: false });
  expect(project.loadImportReport('panel')).toBeNull();
  project.saveDataset(smallDataset(), { replace: true, record: { report, choices: [], steps: [step] } });
  project.close();
  const again = openProject(path);
  expect(again.loadImportReport('panel')).toEqual(report);
  expect(again.loadImportSteps(again.datasetSummary('panel').id)).toEqual([step]);
  expect(thrownBy(() => again.loadImportReport('none')).kind).toBe('not-found');
  again.close();
});

test('a replaced data set takes its report with it', () => {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  project.saveDataset(smallDataset(), { replace: false, record: { report, choices: [], steps: [] } });
  project.saveDataset(smallDataset({ seed: 9 }), { replace: true });
  expect(project.loadImportReport('panel')).toBeNull();
  project.close();
});

test('choices on names are kept, the latest of each name', () => {
  const project = createProject(join(temporaryFolder(), 'study.tracewise'), 'Study');
  const keep = (choices: NameChoice[]) =>
    project.saveDataset(smallDataset(), { replace: true, record: { report, choices, steps: [] } });
  keep([
    { kind: 'sample', written: 'TT', as: 'TT_THYROID' },
    { kind: 'gene', written: 'TT', as: 'CRYGD' },
  ]);
  keep([{ kind: 'sample', written: 'TT', as: null }]);
  expect(project.listNameChoices()).toEqual([
    { kind: 'gene', written: 'TT', as: 'CRYGD' },
    { kind: 'sample', written: 'TT', as: null },
  ]);
  project.close();
});
