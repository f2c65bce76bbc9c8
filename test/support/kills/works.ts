import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject } from '../../../src-main/store/projectFile.ts';
import type { ProjectStore } from '../../../src-main/store/projectFile.ts';
import { smallDataset, smallEvaluation, smallScreen, wideDataset } from '../datasets.ts';
import { projectOfVersion } from '../oldProjects.ts';
import { evaluation } from '../results.ts';
import { saveResult } from '../saveResult.ts';
import type { ThreadWork } from './runInThread.ts';

/** A piece of work that is killed: how it is begun from the terminal and through the backend's thread. */
export interface Work {
  kind: 'import' | 'evaluate' | 'screen' | 'migration';
  /** Puts the project that it works on, as it is before, to a path. */
  prepare: (path: string) => void;
  commandLine: (path: string) => string[];
  thread: (path: string) => Omit<ThreadWork, 'libraryFolder'>;
  /** Whether the work is whole already, so that beginning it again would be refused. */
  isDone?: (project: ProjectStore) => boolean;
  /** What must be in the project in the end, whatever happened on the way. */
  result: (project: ProjectStore) => unknown;
}

/** Large enough that most of a run is work and not the program's start. */
const drugs = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
const panelShape = { samples: 60, features: 120, drugs };

function panelProject(path: string): void {
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset(panelShape), { replace: false });
  project.close();
}

const opening = (path: string) => ({ method: 'project/open', args: { fileId: `file:${path}` } });

function starting(path: string, analysis: unknown): Omit<ThreadWork, 'libraryFolder'> {
  const args = { projectId: 'project:', dataset: 'panel', name: 'run', analysis, replace: false };
  return { calls: [opening(path), { method: 'job/start', args }], waitsForJob: true };
}

const evaluationSettings = smallEvaluation({
  models: ['trace-norm', 'elastic-net', 'ridge', 'drug-mean'],
});

const evaluate: Work = {
  kind: 'evaluate',
  prepare: panelProject,
  commandLine: (path) => [
    ...['evaluate', path, '--dataset', 'panel', '--name', 'run', '--threads', '1', '--seed', '1'],
    ...['--models', evaluationSettings.models.join(','), '--setting', 'transductive'],
    ...['--outer', String(evaluationSettings.outerFolds), '--inner', String(evaluationSettings.innerFolds)],
  ],
  thread: (path) => starting(path, { kind: 'evaluate', settings: evaluationSettings }),
  result: (project) => project.loadEvaluation('run').evaluation,
};

const screenSettings = smallScreen({ repeats: 20, permutations: 99 });

const screen: Work = {
  kind: 'screen',
  prepare: panelProject,
  commandLine: (path) => [
    ...['screen', path, '--dataset', 'panel', '--name', 'run', '--threads', '1', '--seed', '1'],
    ...['--repeats', String(screenSettings.repeats), '--permutations', String(screenSettings.permutations)],
  ],
  thread: (path) => starting(path, { kind: 'screen', settings: screenSettings }),
  result: (project) => project.loadScreening('run').screening,
};

const importedShape = { samples: 60, features: 9_000 };

/** The tables of an import that is stored in several chunks. */
function tablesBeside(path: string): { features: string; response: string } {
  const folder = join(path, '..');
  const rows = Array.from({ length: importedShape.samples }, (_, row) => row);
  const table = (columns: number, name: string, value: (row: number, column: number) => number) =>
    [
      ['', ...Array.from({ length: columns }, (_, column) => `${name}${column}`)].join('\t'),
      ...rows.map((row) =>
        [`L${row}`, ...Array.from({ length: columns }, (_, column) => value(row, column))].join('\t'),
      ),
      '',
    ].join('\n');
  const features = join(folder, 'features.txt');
  const response = join(folder, 'response.txt');
  writeFileSync(
    features,
    table(importedShape.features, 'G', (row, column) => (row * 31 + column * 17) % 1009),
  );
  writeFileSync(
    response,
    table(4, 'D', (row, column) => (row * 7 + column) % 13),
  );
  return { features, response };
}

const imports: Work = {
  kind: 'import',
  prepare: (path) => {
    panelProject(path);
    tablesBeside(path);
  },
  commandLine: (path) => {
    const table = (name: string) => join(path, '..', `${name}.txt`);
    return [
      ...['import', path, '--dataset', 'big', '--metric', 'AUC'],
      ...['--features', table('features'), '--response', table('response')],
    ];
  },
  thread: (path) => {
    const file = (name: string) => `file:${join(path, '..', `${name}.txt`)}`;
    const tables = [
      { fileId: file('features'), role: 'features', format: 'auto' },
      { fileId: file('response'), role: 'response', format: 'auto', metric: 'AUC' },
    ];
    const request = { dataset: 'big', tables, missing: 'mean' };
    const args = { projectId: 'project:', request, replace: false, add: false };
    return { calls: [opening(path), { method: 'import/run', args }], waitsForJob: false };
  },
  isDone: (project) => project.listDatasets().some(({ name }) => name === 'big'),
  result: (project) => [project.loadDataset('panel'), valuesOf(project, 'big')],
};

/** Where its files were does not count. */
function valuesOf(project: ProjectStore, name: string) {
  const { provenance, ...values } = project.loadDataset(name);
  return { values, files: provenance.map(({ sha256 }) => sha256) };
}

const oldVersion = 6;

function oldProject(path: string): void {
  const old = projectOfVersion(oldVersion, (project) => {
    project.saveDataset(wideDataset(40_000), { replace: false });
    saveResult(project, 'before', { kind: 'evaluate', evaluation: evaluation() });
  });
  copyFileSync(old, path);
}

const migration: Work = {
  kind: 'migration',
  prepare: oldProject,
  commandLine: (path) => ['project', 'info', path],
  thread: (path) => ({ calls: [opening(path)], waitsForJob: false }),
  result: (project) => [
    project.name,
    project.loadDataset('panel'),
    valuesOf(project, 'big'),
    project.loadEvaluation('before').evaluation,
  ],
};

export const works: readonly Work[] = [imports, evaluate, screen, migration];
