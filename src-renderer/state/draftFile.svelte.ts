import type { HostFile } from '#shared/contract/host.ts';
import type { ImportTable, InspectedFile, MethodArguments } from '#shared/contract/methods.ts';
import type { TableRole } from '#shared/model/dataset.ts';
import { defaultMutationFilter } from '#shared/model/imports.ts';
import type { DuplicateRule, MutationFilter, Orientation, ReplicateRule } from '#shared/model/imports.ts';
import type { Client } from '../client/client.ts';

/** What recognition can be told of a file; what is left out it finds out itself. */
export type Rereading = Omit<MethodArguments<'import/inspect'>, 'fileId'>;

/** The format whose rows are mutations, which filters decide over. */
const mutationFormat = 'maf';

/** A file that was given, what recognition made of it, and what the user says it is. */
export class DraftFile {
  readonly file: HostFile;
  inspected = $state.raw<InspectedFile>();
  /** Why nothing can be made of the file. */
  failure = $state.raw<unknown>();
  /** What the user said of how the file is to be read. */
  reading = $state.raw<Rereading>({});
  isRereading = $state(false);
  /** Why it cannot be read as the user said; what was recognised before still stands. */
  rereadFailure = $state.raw<unknown>();
  /** `undefined`: as recognised. */
  orientation = $state<Orientation>();
  /** `undefined`: as the format has it. */
  duplicates = $state<DuplicateRule>();
  /** `undefined`: the mean. */
  replicates = $state<ReplicateRule>();
  mutationFilter = $state.raw<MutationFilter>(defaultMutationFilter);
  #role = $state<TableRole>();
  #metric = $state<string>();
  #block = $state<string>();
  #metricsLeftOut = $state.raw<readonly string[]>([]);
  #question = 0;

  constructor(file: HostFile) {
    this.file = file;
  }

  get role(): TableRole {
    return this.#role ?? this.inspected?.suggestedRole ?? 'expression';
  }

  set role(role: TableRole) {
    this.#role = role;
  }

  /** Of a response in a file that names no metrics. */
  get metric(): string {
    return this.#metric ?? this.inspected?.suggestedMetric ?? '';
  }

  set metric(name: string) {
    this.#metric = name;
  }

  get block(): string {
    return this.#block ?? this.file.name.replace(/\..*$/, '');
  }

  set block(name: string) {
    this.#block = name;
  }

  /** The metrics that the file itself names and the user wants. */
  get chosenMetrics(): string[] {
    return (this.inspected?.metrics ?? []).filter((metric) => !this.#metricsLeftOut.includes(metric));
  }

  get namesMetrics(): boolean {
    return (this.inspected?.metrics.length ?? 0) > 0;
  }

  get holdsMutations(): boolean {
    return this.inspected?.format === mutationFormat && isMatrix(this.role);
  }

  /** Whether its rows are measurements or mutations, so that neither side holds samples. */
  get isLong(): boolean {
    return this.holdsMutations || (this.role === 'response' && this.namesMetrics);
  }

  takeMetric(metric: string, isWanted: boolean): void {
    const others = this.#metricsLeftOut.filter((other) => other !== metric);
    this.#metricsLeftOut = isWanted ? others : [...others, metric];
  }

  /** Looks at the file for the first time. Says itself what went wrong. */
  async inspect(client: Client): Promise<void> {
    try {
      this.inspected = await client.call('import/inspect', { fileId: this.file.id });
    } catch (error) {
      this.failure = error;
    }
  }

  /** Looks at the file again, read as the user says; the last question's answer counts. */
  async reread(client: Client, reading: Rereading): Promise<void> {
    this.#question += 1;
    const question = this.#question;
    this.reading = reading;
    this.isRereading = true;
    this.rereadFailure = undefined;
    try {
      const inspected = await client.call('import/inspect', { fileId: this.file.id, ...reading });
      if (question === this.#question) this.inspected = inspected;
    } catch (error) {
      if (question === this.#question) this.rereadFailure = error;
    } finally {
      if (question === this.#question) this.isRereading = false;
    }
  }

  table(): ImportTable {
    const { role, orientation, duplicates, replicates, reading, inspected } = this;
    const sheet = reading.sheet ?? inspected?.sheet;
    return {
      fileId: this.file.id,
      role,
      format: this.#format(),
      ...(sheet === undefined ? {} : { sheet }),
      ...(reading.headerLine === undefined ? {} : { headerLine: reading.headerLine }),
      ...(orientation === undefined || !isMatrix(role) || this.isLong ? {} : { orientation }),
      ...(duplicates === undefined || !isMatrix(role) ? {} : { duplicates }),
      ...(replicates === undefined || !this.isLong ? {} : { replicates }),
      ...(role === 'response' ? this.#metricOrMetrics() : {}),
      ...(role === 'features' ? { block: this.block.trim() } : {}),
      ...(this.holdsMutations ? { mutationFilter: this.mutationFilter } : {}),
    };
  }

  /** The reader that recognised the file may not bring another role than it suggested: then the role decides. */
  #format(): string {
    const { inspected, reading, role } = this;
    if (reading.format !== undefined) return reading.format;
    return inspected?.suggestedRole === role ? inspected.format : 'auto';
  }

  #metricOrMetrics(): Pick<ImportTable, 'metric' | 'metrics'> {
    if (!this.namesMetrics) return { metric: this.metric.trim() };
    return this.#metricsLeftOut.length === 0 ? {} : { metrics: this.chosenMetrics };
  }
}

/** Whether tables of this role are matrices, which can lie either way, rather than lists of drugs, samples or ids. */
export function isMatrix(role: TableRole): boolean {
  return role !== 'drugs' && role !== 'samples' && role !== 'lookup';
}
