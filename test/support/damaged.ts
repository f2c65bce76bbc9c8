import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createProject, openProject } from '../../src-main/store/projectFile.ts';
import type { ProjectStore } from '../../src-main/store/projectFile.ts';
import { salvageProject } from '../../src-main/store/salvage/salvage.ts';
import type { Salvaged } from '../../src-main/store/salvage/salvage.ts';
import { TracewiseError } from '../../src-shared/model/errors.ts';
import { randomStream } from '../../src-shared/numerics/random/stream.ts';
import { damages } from './damage.ts';
import { smallDataset, smallEvaluation } from './datasets.ts';
import { clustering, enrichment, evaluation, model, screening } from './results.ts';
import { saveResult } from './saveResult.ts';

/** A closed project with two data sets, results of every kind, and a job that is not done. */
export function fullProject(path: string): void {
  const project = createProject(path, 'Study');
  project.saveDataset(smallDataset({ features: 3000 }), { replace: false });
  project.saveDataset(smallDataset({ name: 'other', seed: 2 }), { replace: false });
  saveResult(project, 'run', { kind: 'evaluate', evaluation: evaluation() });
  saveResult(project, 'model', { kind: 'fit', model: model() });
  saveResult(project, 'screen', { kind: 'screen', screening: screening() });
  saveDerived(project);
  leaveJob(project);
  project.close();
}

function saveDerived(project: ProjectStore): void {
  const common = { model: project.loadModel('model'), sourceHash: 'abc', version: '1', replace: false };
  const tree = clustering();
  const found = enrichment();
  project.saveDerivedResult({
    ...common,
    name: 'clustering',
    headline: 'tree',
    derivation: { kind: 'cluster', settings: tree.settings },
    result: { kind: 'cluster', clustering: tree },
  });
  project.saveDerivedResult({
    ...common,
    name: 'enrichment',
    headline: 'sets',
    derivation: { kind: 'enrich', settings: found.settings },
    result: { kind: 'enrich', enrichment: found },
  });
}

function leaveJob(project: ProjectStore): void {
  const token = project.claimRunner();
  const { id } = project.createJob({
    name: 'unfinished',
    datasetId: project.datasetSummary('panel').id,
    analysis: { kind: 'evaluate', settings: smallEvaluation() },
    version: '1',
    replaces: false,
    units: ['a', 'b'].map((name) => ({ name, cost: 1 })),
  });
  project.commitUnit(token, id, 'a', new Uint8Array(50_000).fill(7));
  project.setJobState(token, id, 'paused');
  project.releaseRunner(token);
}

/** What became of a damaged project, and what was not as it should be. */
export interface Aftermath {
  /** `sound`: nothing that is stored was hit; `salvaged`: its page says what can be saved; `lost`: that nothing can. */
  outcome: 'sound' | 'salvaged' | 'lost';
  faults: string[];
}

/** Damages a copy of a project and does with it what a user would. */
export async function damageOnce(
  whole: Buffer,
  folder: string,
  kind: string,
  seed: number,
): Promise<Aftermath> {
  const path = join(folder, `damaged ${seed}.tracewise`);
  const bytes = damages[kind](Buffer.from(whole), randomStream(seed, kind));
  writeFileSync(path, bytes);
  try {
    const problems = lookAtEverything(path);
    if (problems.length === 0) return { outcome: 'sound', faults: [] };
  } catch (error) {
    if (!isDamage(error)) return { outcome: 'lost', faults: [wordsOf(error)] };
  }
  return salvaged(path, join(folder, `saved ${seed}.tracewise`));
}

async function salvaged(path: string, target: string): Promise<Aftermath> {
  const before = readFileSync(path);
  try {
    const report = await salvageProject(path, target);
    const faults = [...faultsOf(report, target)];
    if (!readFileSync(path).equals(before)) faults.push('the damaged file was changed');
    return { outcome: report.isSaved ? 'salvaged' : 'lost', faults };
  } catch (error) {
    return { outcome: 'lost', faults: [wordsOf(error)] };
  }
}

function faultsOf({ findings, contents, isSaved }: Salvaged, target: string): string[] {
  if (findings.length === 0) return ['nothing is said of the damage'];
  if (existsSync(target) !== isSaved) return ['the new project is not where it is said to be'];
  if (!isSaved) return [];
  const project = openProject(target);
  try {
    const names = new Set([
      ...project.listDatasets().map(({ name }) => name),
      ...project.listResults().map(({ name }) => name),
      ...project.listJobs().map(({ name }) => name),
    ]);
    const missing = contents.flatMap(({ whole }) => whole.filter((name) => !names.has(name)));
    return [...project.check(), ...missing.map((name) => `${name} is not in the new project`)];
  } finally {
    project.close();
  }
}

/** Reads all that a project holds, as the rooms do. @returns what its check says */
function lookAtEverything(path: string): string[] {
  const project = openProject(path);
  try {
    for (const { name, id } of project.listDatasets()) {
      project.loadDataset(name);
      project.loadImportReport(name);
      project.sanityReport(id);
    }
    project.listNameChoices();
    for (const { id } of project.listJobs()) project.finishedUnits(id);
    for (const { name, analysis } of project.listResults()) {
      if (analysis.kind === 'evaluate') project.loadEvaluation(name);
      if (analysis.kind === 'fit') project.loadModel(name);
      if (analysis.kind === 'screen') project.loadScreening(name);
      if (analysis.kind === 'cluster') project.loadClustering(name);
      if (analysis.kind === 'enrich') project.loadEnrichment(name);
    }
    return project.check();
  } finally {
    project.close();
  }
}

/** The kinds of error that lead to the page of a damaged project. */
function isDamage(error: unknown): boolean {
  return error instanceof TracewiseError && error.kind === 'corrupt';
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
