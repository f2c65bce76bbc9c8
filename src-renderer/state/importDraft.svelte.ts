import type { HostFile } from '#shared/contract/host.ts';
import type { ImportOutcome, ImportRequest, ImportTable, InspectedFile } from '#shared/contract/methods.ts';
import type { CallProgress } from '#shared/contract/wire.ts';
import { featureRoles } from '#shared/model/dataset.ts';
import type { MissingPolicy, TableRole } from '#shared/model/dataset.ts';
import type { MatchReport, Orientation } from '#shared/model/imports.ts';
import type { Client } from '../client/client.ts';

/** A file that was given, what recognition made of it, and what the user says it is. */
export class DraftFile {
  readonly file: HostFile;
  inspected = $state.raw<InspectedFile>();
  failure = $state.raw<unknown>();
  role = $state<TableRole>('expression');
  /** `undefined`: as recognised. */
  orientation = $state<Orientation>();
  metric = $state('');
  block = $state('');

  constructor(file: HostFile) {
    this.file = file;
  }

  accept(inspected: InspectedFile): void {
    this.inspected = inspected;
    this.role = inspected.suggestedRole;
    this.metric = inspected.suggestedMetric ?? '';
    this.block = inspected.fileName.replace(/\..*$/, '');
  }

  table(): ImportTable {
    const { role, orientation } = this;
    return {
      fileId: this.file.id,
      role,
      format: this.inspected?.format ?? 'auto',
      ...(orientation === undefined || !isMatrix(role) ? {} : { orientation }),
      ...(role === 'response' ? { metric: this.metric.trim() } : {}),
      ...(role === 'features' ? { block: this.block.trim() } : {}),
    };
  }
}

/** Whether tables of this role are matrices, which can lie either way, rather than lists of drugs or samples. */
export function isMatrix(role: TableRole): boolean {
  return role !== 'drugs' && role !== 'samples' && role !== 'lookup';
}

/** What the data wizard holds between its first step and its last. */
export class ImportDraft {
  files = $state.raw<DraftFile[]>([]);
  dataset = $state('panel');
  missing = $state<MissingPolicy>('drop');
  minVariance = $state(0);
  report = $state.raw<MatchReport>();
  matching = $state.raw<CallProgress>();
  matchFailure = $state.raw<unknown>();
  importing = $state.raw<CallProgress>();
  importFailure = $state.raw<unknown>();
  outcome = $state.raw<ImportOutcome>();
  readonly #client: Client;
  readonly #projectId: string;
  #match: AbortController | undefined;
  #import: AbortController | undefined;
  #matched = '';

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  /** @throws what the host throws */
  async pick(): Promise<void> {
    await this.#add(await this.#client.host.pickFiles({ multiple: true, purpose: 'tables' }));
  }

  /** @throws what the host throws */
  async drop(files: readonly File[]): Promise<void> {
    await this.#add(await this.#client.host.addDroppedFiles(files));
  }

  remove(file: DraftFile): void {
    this.files = this.files.filter((other) => other !== file);
  }

  request(): ImportRequest {
    return {
      dataset: this.dataset.trim(),
      tables: this.files.map((file) => file.table()),
      missing: this.missing,
      ...(this.minVariance > 0 ? { minVariance: this.minVariance } : {}),
    };
  }

  /** Why the files cannot be used yet; `undefined` when they can. */
  filesProblem(): string | undefined {
    if (this.files.length === 0) return 'Choose at least two files: features and drug response.';
    if (this.files.some(({ failure }) => failure !== undefined))
      return 'Remove the files that could not be read.';
    if (this.files.some(({ inspected }) => inspected === undefined)) return 'Still looking at the files.';
    return undefined;
  }

  rolesProblem(): string | undefined {
    const responses = this.files.filter(({ role }) => role === 'response');
    if (responses.length === 0) return 'Say which file holds the drug response.';
    if (!this.files.some(({ role }) => featureRoles.some((feature) => feature === role))) {
      return 'Say which file holds features: expression, copy number, mutation or others.';
    }
    const metrics = responses.map(({ metric }) => metric.trim());
    if (metrics.includes('')) return 'Name the metric of the drug response.';
    if (metrics.some((metric, index) => metrics.indexOf(metric) < index))
      return 'Two response files have the same metric.';
    if (this.files.some(({ role, block }) => role === 'features' && block.trim() === '')) {
      return 'Name the block of features.';
    }
    return undefined;
  }

  matchProblem(): string | undefined {
    if (this.matching !== undefined) return 'Still matching the samples.';
    if (this.matchFailure !== undefined) return 'Mend what is said above first.';
    if (this.report?.matchedSamples.length === 0) return 'No sample is in every table.';
    return this.report === undefined ? 'The samples have not been matched yet.' : undefined;
  }

  nameProblem(): string | undefined {
    return this.dataset.trim() === '' ? 'Name the data set.' : undefined;
  }

  /** Matches the files as they are described now, unless that was done already. */
  async match(): Promise<void> {
    const request = { ...this.request(), dataset: this.dataset.trim() || 'panel' };
    const signature = JSON.stringify({ ...request, dataset: '' });
    if (signature === this.#matched && this.matchFailure === undefined) return;
    this.#match?.abort();
    const controller = new AbortController();
    this.#match = controller;
    this.#matched = signature;
    this.matchFailure = undefined;
    this.matching = { fraction: 0, message: 'Matching samples' };
    try {
      const report = await this.#client.call(
        'import/match',
        { projectId: this.#projectId, request, add: false },
        { signal: controller.signal, onProgress: (progress) => this.#showMatching(controller, progress) },
      );
      if (this.#match === controller) this.report = report;
    } catch (error) {
      if (this.#match === controller) {
        this.matchFailure = error;
        this.report = undefined;
      }
    } finally {
      if (this.#match === controller) this.matching = undefined;
    }
  }

  async run(replace: boolean): Promise<void> {
    const controller = new AbortController();
    this.#import = controller;
    this.importFailure = undefined;
    this.importing = { fraction: 0, message: 'Starting' };
    try {
      this.outcome = await this.#client.call(
        'import/run',
        { projectId: this.#projectId, request: this.request(), replace, add: false },
        { signal: controller.signal, onProgress: (progress) => (this.importing = progress) },
      );
    } catch (error) {
      this.importFailure = error;
    } finally {
      this.importing = undefined;
    }
  }

  /** Stops what is under way: nothing is left in the project. */
  cancel(): void {
    this.#import?.abort();
    this.#match?.abort();
  }

  #showMatching(controller: AbortController, progress: CallProgress): void {
    if (this.#match === controller) this.matching = progress;
  }

  async #add(given: readonly HostFile[]): Promise<void> {
    const added = given.map((file) => new DraftFile(file));
    this.files = [...this.files, ...added];
    await Promise.all(added.map((file) => this.#inspect(file)));
  }

  async #inspect(draft: DraftFile): Promise<void> {
    try {
      draft.accept(await this.#client.call('import/inspect', { fileId: draft.file.id }));
    } catch (error) {
      draft.failure = error;
    }
  }
}
