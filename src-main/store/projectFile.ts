import { renameSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Dataset, DatasetSummary } from '#shared/model/dataset.ts';
import type { AnalysisKind, JobState, PanelChoice } from '#shared/model/job.ts';
import type { ResultKind } from '#shared/model/derivation.ts';
import type { ScreenErrors } from '#shared/model/results.ts';
import type { SanityReport } from '#shared/model/sanity.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { FoldTable } from '#shared/model/foldTable.ts';
import type { ImportStep } from '#shared/model/recipe.ts';
import type { MatchReport, NameChoice } from '#shared/model/imports.ts';
import * as clusterings from './clusterings.ts';
import { Connection } from './connection.ts';
import { requireSoundCopy } from './copies.ts';
import { findDamage } from './damage.ts';
import * as datasets from './datasets.ts';
import * as derivations from './derivations.ts';
import * as enrichments from './enrichments.ts';
import * as evaluations from './evaluations.ts';
import { readFact, writeFact } from './facts.ts';
import { readFolds, saveFoldTable } from './foldTables.ts';
import * as imports from './imports.ts';
import * as jobs from './jobs.ts';
import type { StoredMatrix } from './matrices.ts';
import * as models from './models.ts';
import {
  createFile,
  openFile,
  projectExtension,
  refuseReadOnlyFolder,
  removeFile,
  unfinishedPath,
} from './openFile.ts';
import type { OpenOptions } from './openFile.ts';
import * as results from './results.ts';
import * as runner from './runner.ts';
import { loadSanityReport, saveSanityReport } from './sanityReports.ts';
import { savingSteps } from './saveDataset.ts';
import type { SaveOptions } from './saveDataset.ts';
import * as screenings from './screenings.ts';
import { atOnce, stepByStep } from './steps.ts';
import type { StepContext } from './steps.ts';
import { storageError } from './storageErrors.ts';
import * as taskGroups from './taskGroups.ts';
import { deleteStagedDatasets } from './unusedDatasets.ts';

/** An open project file: every table family behind one handle. Close it, so that one file is the project. */
export class ProjectStore {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get path(): string {
    return this.#connection.path;
  }

  /** Nothing can be written: every writing method throws `disk`. */
  get readOnly(): boolean {
    return this.#connection.readOnly;
  }

  /** Why nothing can be written; `undefined` when it can. */
  get refusal(): TracewiseError | undefined {
    return this.#connection.refusal;
  }

  get name(): string {
    return readFact(this.#connection, 'name') ?? basename(this.path, projectExtension);
  }

  rename(name: string): void {
    writeFact(this.#connection, 'name', name);
  }

  /** Cost that a thread worked off in a second, in the last job of a kind; `undefined` before the first. */
  pace(kind: AnalysisKind): number | undefined {
    const value = readFact(this.#connection, `pace-${kind}`);
    return value === undefined ? undefined : Number(value);
  }

  setPace(kind: AnalysisKind, pace: number): void {
    writeFact(this.#connection, `pace-${kind}`, String(pace));
  }

  close(): void {
    this.#connection.close();
  }

  /** Reads everything and compares it with its checks. @returns what is wrong, in words; empty when sound */
  check(): string[] {
    return findDamage(this.#connection);
  }

  /** Names of data sets whose values do not read, or are not those that were imported. */
  changedDatasets(): string[] {
    return datasets.findChangedDatasets(this.#connection);
  }

  /** Makes a data set one that users do not see; what was made of it keeps its names. */
  retireDataset(name: string): void {
    datasets.retireDataset(this.#connection, name);
  }

  /** Of all results, also of those that do not read. */
  resultNames(): { name: string; kind: ResultKind }[] {
    return results.resultNames(this.#connection);
  }

  /**
   * A copy in one file, over one that may be there. Nobody computes in the copy.
   * @throws TracewiseError `disk`, and then the destination is as it was
   */
  copyTo(destination: string): void {
    refuseReadOnlyFolder(destination);
    const unfinished = unfinishedPath(destination);
    try {
      removeFile(unfinished);
      this.#writeCopy(unfinished, destination);
      settleCopy(unfinished);
      renameSync(unfinished, destination);
    } catch (error) {
      throw storageError(error, destination);
    } finally {
      removeFile(unfinished);
    }
  }

  /** Changes by this process since it was opened: more than before when something was stored. */
  get changeCount(): number {
    return this.#connection.read((database) =>
      Number(database.prepare('SELECT total_changes()').pluck().get()),
    );
  }

  /**
   * As `copyTo`, page by page, while others have the thread between the steps; what is written meanwhile is in it.
   * @throws TracewiseError `corrupt` when the copy is not sound, and `disk`: nothing is there then
   */
  async backUpTo(destination: string): Promise<void> {
    const unfinished = unfinishedPath(destination);
    try {
      removeFile(unfinished);
      await this.#connection.backUp(unfinished);
      settleCopy(unfinished);
      await requireSoundCopy(unfinished, this.path);
      renameSync(unfinished, destination);
    } catch (error) {
      throw storageError(error, destination);
    } finally {
      removeFile(unfinished);
    }
  }

  /** A disk that fails here is the destination's; damage is the project's own. */
  #writeCopy(unfinished: string, destination: string): void {
    this.#connection.read((database) => {
      try {
        database.prepare('VACUUM INTO ?').run(unfinished);
      } catch (error) {
        const explained = storageError(error, destination);
        throw explained instanceof TracewiseError && explained.kind === 'disk' ? explained : error;
      }
    });
  }

  /** @throws TracewiseError `conflict` when the name is taken; `disk`: nothing is stored then */
  saveDataset(dataset: Dataset, options: SaveOptions): DatasetSummary {
    return atOnce(savingSteps(this.#connection, dataset, options));
  }

  /** As `saveDataset`, in short steps between which the thread is free and others may write. @throws also `cancelled` */
  importDataset(dataset: Dataset, options: SaveOptions, context: StepContext): Promise<DatasetSummary> {
    return stepByStep(savingSteps(this.#connection, dataset, options), context);
  }

  /** `null` for a data set of a version that did not keep it. @throws TracewiseError `not-found` */
  loadImportReport(dataset: string): MatchReport | null {
    return imports.loadImportReport(this.#connection, dataset);
  }

  /** The imports that made a data set; none of a version that did not keep them. */
  loadImportSteps(datasetId: number): ImportStep[] {
    return imports.loadImportSteps(this.#connection, datasetId);
  }

  /** What was decided on names in earlier imports. */
  listNameChoices(): NameChoice[] {
    return imports.listNameChoices(this.#connection);
  }

  listDatasets(): DatasetSummary[] {
    return datasets.listDatasets(this.#connection);
  }

  /** @throws TracewiseError `not-found` */
  datasetSummary(name: string): DatasetSummary {
    return datasets.datasetSummary(this.#connection, name);
  }

  /** With all matrices, in shared memory. @throws TracewiseError `not-found` */
  loadDataset(name: string): Dataset {
    return datasets.loadDataset(this.#connection, name);
  }

  /** @throws TracewiseError `not-found`; `invalid-setting` for a metric that it has not, or that is named twice */
  loadPanel(name: string, metrics: readonly string[]): datasets.StoredPanel {
    return this.loadPanelOf(this.datasetSummary(name).id, metrics);
  }

  /** As `loadPanel`, also for a data set that was replaced since, and of a choice of it. */
  loadPanelOf(datasetId: number, metrics: readonly string[], choice: PanelChoice = {}): datasets.StoredPanel {
    return datasets.loadPanel(this.#connection, datasetId, metrics, choice);
  }

  /** Keeps outer folds for runs that use them. @returns their SHA-256 */
  saveFoldTable(table: FoldTable): string {
    return saveFoldTable(this.#connection, table);
  }

  /** @throws TracewiseError `invalid-setting` when the project keeps no such folds */
  loadFoldTable(hash: string): FoldTable {
    return this.#connection.read((database) => readFolds(database, hash));
  }

  /** Samples, features and drugs by name, also of a data set that was replaced since. */
  loadAxes(datasetId: number): datasets.DatasetAxes {
    return datasets.loadAxes(this.#connection, datasetId);
  }

  /** samples x features, also of a data set that was replaced since. */
  loadFeatures(datasetId: number): StoredMatrix {
    return datasets.loadFeatures(this.#connection, datasetId);
  }

  /** samples x drugs of one metric, also of a data set that was replaced since. */
  loadResponses(datasetId: number, metric: string): Float64Array {
    return datasets.loadResponses(this.#connection, datasetId, metric).values;
  }

  /** What was found in a data set, once that was looked for. */
  sanityReport(datasetId: number): SanityReport | undefined {
    return loadSanityReport(this.#connection, datasetId);
  }

  saveSanityReport(datasetId: number, report: SanityReport): void {
    saveSanityReport(this.#connection, datasetId, report);
  }

  /** Of all kinds, oldest first. */
  listResults(): results.StoredResult[] {
    return results.listResults(this.#connection);
  }

  findResult(name: string): results.StoredResult | undefined {
    return results.findResult(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadEvaluation(name: string): evaluations.StoredEvaluation {
    return evaluations.loadEvaluation(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadModel(name: string): models.StoredModel {
    return models.loadModel(this.#connection, name);
  }

  /** Without the errors that the drugs were judged by. @throws TracewiseError `not-found` */
  loadScreenTable(name: string): screenings.StoredScreenTable {
    return screenings.loadScreenTable(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadScreening(name: string): screenings.StoredScreening {
    return screenings.loadScreening(this.#connection, name);
  }

  /** What one drug was judged by; `undefined` for one that was not screened. @throws TracewiseError `not-found` */
  loadScreenErrors(name: string, metric: string, drug: string): ScreenErrors | undefined {
    return screenings.loadScreenErrors(this.#connection, name, metric, drug);
  }

  /** Per metric, in the order of the settings. @throws TracewiseError `not-found` */
  screenNoise(name: string): screenings.MetricNoise[] {
    return screenings.screenNoise(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadTaskGroups(name: string): taskGroups.StoredTaskGroups {
    return taskGroups.loadTaskGroups(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadClustering(name: string): clusterings.StoredClustering {
    return clusterings.loadClustering(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  clusterCount(name: string): number {
    return clusterings.clusterCount(this.#connection, name);
  }

  /** @throws TracewiseError `conflict` when the name is taken, or the model is no longer the one that was used */
  saveDerivedResult(derived: derivations.NewDerivedResult): void {
    derivations.saveDerivedResult(this.#connection, derived);
  }

  /** `undefined` for a name that is no derived result. */
  findSource(name: string): derivations.StoredSource | undefined {
    return derivations.findSource(this.#connection, name);
  }

  /** After a model was made again with the same numbers. */
  linkToModel(name: string, model: derivations.SourceModel): void {
    derivations.linkToModel(this.#connection, name, model);
  }

  /** @throws TracewiseError `not-found` */
  loadEnrichment(name: string): enrichments.StoredEnrichment {
    return enrichments.loadEnrichment(this.#connection, name);
  }

  /** The result of this name and the job that made it. @throws TracewiseError `not-found` */
  deleteResult(name: string): void {
    results.deleteResult(this.#connection, name);
  }

  createJob(job: jobs.NewJob): jobs.StoredJob {
    return jobs.createJob(this.#connection, job);
  }

  listJobs(): jobs.StoredJob[] {
    return jobs.listJobs(this.#connection);
  }

  findJob(name: string): jobs.StoredJob | undefined {
    return jobs.findJob(this.#connection, name);
  }

  /** @throws TracewiseError `not-found` */
  loadJob(id: number): jobs.StoredJob {
    return jobs.loadJob(this.#connection, id);
  }

  /** @throws TracewiseError `conflict` when the token is no longer that of the one who computes */
  setJobState(token: string, id: number, state: JobState, error?: string): jobs.StoredJob {
    return jobs.setJobState(this.#connection, token, id, state, error);
  }

  /** Dearest first. */
  pendingUnits(jobId: number): jobs.PlannedUnit[] {
    return jobs.pendingUnits(this.#connection, jobId);
  }

  /** @throws TracewiseError `conflict` when the token is no longer that of the one who computes */
  commitUnit(token: string, jobId: number, unit: string, result: Uint8Array): void {
    jobs.commitUnit(this.#connection, token, jobId, unit, result);
  }

  /** Of a job that is not done, in the order of the plan. */
  finishedUnits(jobId: number): jobs.UnitResult[] {
    return jobs.finishedUnits(this.#connection, jobId);
  }

  /** Of all units, in the order of the plan. */
  unitResults(jobId: number): jobs.UnitResult[] {
    return jobs.unitResults(this.#connection, jobId);
  }

  /** @throws TracewiseError `conflict` when the token is no longer that of the one who computes */
  finishJob(token: string, jobId: number, outcome: jobs.JobOutcome): jobs.StoredJob {
    return jobs.finishJob(this.#connection, token, jobId, outcome);
  }

  /** @throws TracewiseError `conflict` while another process computes in this project */
  claimRunner(): string {
    return runner.claimRunner(this.#connection);
  }

  beatRunner(token: string): void {
    runner.beatRunner(this.#connection, token);
  }

  releaseRunner(token: string): void {
    runner.releaseRunner(this.#connection, token);
  }

  hasRunner(): boolean {
    return runner.hasRunner(this.#connection);
  }
}

/** Nobody computes in a copy, nor imports into it; it is one file. */
function settleCopy(path: string): void {
  const copy = new Connection(path, { readOnly: false });
  try {
    copy.write((database) => {
      database.prepare('DELETE FROM runner').run();
      deleteStagedDatasets(database);
    });
  } finally {
    copy.close();
  }
}

/** A new project in a new file. @throws TracewiseError `conflict` when there is a file already; `disk` */
export function createProject(path: string, name: string, options: OpenOptions = {}): ProjectStore {
  createFile(path);
  try {
    const project = openProject(path, { ...options, writeOnShares: true, check: false });
    project.rename(name);
    return project;
  } catch (error) {
    removeFile(path);
    throw error;
  }
}

/** @throws TracewiseError `not-found`; `corrupt` for a damaged, foreign or newer file; `disk` */
export function openProject(path: string, options: OpenOptions = {}): ProjectStore {
  return new ProjectStore(openFile(path, options));
}

export interface FileFacts {
  /** With what still stands in the write-ahead log. */
  byteCount: number;
  modifiedAt: string;
}

/** @throws TracewiseError `not-found` */
export function fileFacts(path: string): FileFacts {
  try {
    const files = [statSync(path), statSync(`${path}-wal`, { throwIfNoEntry: false })];
    const present = files.filter((file) => file !== undefined);
    return {
      byteCount: present.reduce((sum, { size }) => sum + size, 0),
      modifiedAt: new Date(Math.max(...present.map(({ mtimeMs }) => mtimeMs))).toISOString(),
    };
  } catch (error) {
    throw storageError(error, path);
  }
}
