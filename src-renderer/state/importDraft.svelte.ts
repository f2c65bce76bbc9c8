import type { HostFile } from '#shared/contract/host.ts';
import type { ImportOutcome, ImportRequest } from '#shared/contract/methods.ts';
import type { CallProgress } from '#shared/contract/wire.ts';
import type { DatasetSummary, MissingPolicy } from '#shared/model/dataset.ts';
import type { GeneNaming, MatchReport, SampleMatching } from '#shared/model/imports.ts';
import type { Client } from '../client/client.ts';
import { DraftFile } from './draftFile.svelte.ts';
import type { Rereading } from './draftFile.svelte.ts';
import { filesProblem, rolesProblem } from './importProblems.ts';
import { NameDecisions } from './nameDecisions.svelte.ts';

/** Where an import goes. */
export interface ImportTarget {
  projectId: string;
  /** Names of the project's data sets. */
  taken: readonly string[];
  /** The data set that tables are added to; `undefined`: a new one is made. */
  dataset?: DatasetSummary;
}

/** What the data wizard holds between its first step and its last. */
export class ImportDraft {
  files = $state.raw<DraftFile[]>([]);
  dataset = $state('');
  missing = $state<MissingPolicy>('drop');
  minVariance = $state(0);
  sampleMatching = $state<SampleMatching>('normalised');
  geneNaming = $state<GeneNaming>('as-written');
  report = $state.raw<MatchReport>();
  matching = $state.raw<CallProgress>();
  matchFailure = $state.raw<unknown>();
  importing = $state.raw<CallProgress>();
  importFailure = $state.raw<unknown>();
  outcome = $state.raw<ImportOutcome>();
  readonly decisions = new NameDecisions();
  /** The data set that tables are added to. */
  readonly target: DatasetSummary | undefined;
  readonly #client: Client;
  readonly #projectId: string;
  #match: AbortController | undefined;
  #import: AbortController | undefined;
  /** The question that `report` answers. */
  #matched = $state('');

  constructor(client: Client, { projectId, taken, dataset }: ImportTarget) {
    this.#client = client;
    this.#projectId = projectId;
    this.target = dataset;
    this.dataset = dataset?.name ?? freeName(taken);
    if (dataset !== undefined) this.missing = dataset.missingPolicy;
  }

  /** Whether something was changed since the names were matched. */
  get isStale(): boolean {
    return this.report !== undefined && this.#question() !== this.#matched;
  }

  /** @throws what the host throws */
  async pick(): Promise<void> {
    await this.#add(await this.#client.host.pickFiles({ multiple: true, purpose: 'tables' }));
  }

  /** @throws what the host throws */
  async drop(files: readonly File[]): Promise<void> {
    await this.#add(await this.#client.host.addDroppedFiles(files));
  }

  /** Files that the host knows already. */
  take(files: readonly HostFile[]): Promise<void> {
    return this.#add(files);
  }

  remove(file: DraftFile): void {
    this.files = this.files.filter((other) => other !== file);
  }

  /** Looks at a file again, read as the user says. */
  reread(file: DraftFile, reading: Rereading): Promise<void> {
    return file.reread(this.#client, reading);
  }

  request(): ImportRequest {
    const choices = this.decisions.all;
    return {
      dataset: this.dataset.trim(),
      tables: this.files.map((file) => file.table()),
      missing: this.missing,
      ...(this.minVariance > 0 ? { minVariance: this.minVariance } : {}),
      ...(this.sampleMatching === 'normalised' ? {} : { sampleMatching: this.sampleMatching }),
      ...(this.geneNaming === 'as-written' ? {} : { geneNaming: this.geneNaming }),
      ...(choices.length === 0 ? {} : { choices: [...choices] }),
    };
  }

  filesProblem(): string | undefined {
    return filesProblem(this.files, this.target !== undefined);
  }

  rolesProblem(): string | undefined {
    return rolesProblem(this.files, this.target);
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
    const question = this.#question();
    if (question === this.#matched && this.matchFailure === undefined) return;
    this.#match?.abort();
    const controller = new AbortController();
    this.#match = controller;
    this.#matched = question;
    this.matchFailure = undefined;
    this.matching = { fraction: 0, message: 'Matching samples' };
    try {
      const report = await this.#client.call(
        'import/match',
        { projectId: this.#projectId, request: this.#namedRequest(), add: this.target !== undefined },
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
        {
          projectId: this.#projectId,
          request: this.request(),
          replace,
          add: this.target !== undefined,
        },
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

  /** What is asked of the names: all but what the data set is called. */
  #question(): string {
    return JSON.stringify({ ...this.request(), dataset: '' });
  }

  /** A request under any name: the match does not depend on it. */
  #namedRequest(): ImportRequest {
    return { ...this.request(), dataset: this.dataset.trim() || 'panel' };
  }

  #showMatching(controller: AbortController, progress: CallProgress): void {
    if (this.#match === controller) this.matching = progress;
  }

  async #add(given: readonly HostFile[]): Promise<void> {
    const added = given.map((file) => new DraftFile(file));
    this.files = [...this.files, ...added];
    await Promise.all(added.map((file) => file.inspect(this.#client)));
  }
}

function freeName(taken: readonly string[]): string {
  if (!taken.includes('panel')) return 'panel';
  let number = 2;
  while (taken.includes(`panel ${number}`)) number += 1;
  return `panel ${number}`;
}
