import type { JobEstimate, ProjectOverview } from '#shared/contract/methods.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { Analysis, JobView } from '#shared/model/job.ts';
import { defaultFolds } from '#shared/model/settings.ts';
import type { HoldoutScheme, Protocol } from '#shared/model/settings.ts';
import { defaultGroupSizes, fewestInGroup } from '#shared/model/taskGroups.ts';
import type { Client } from '../client/client.ts';
import { Latest } from './latest.svelte.ts';

/** What is asked before drugs are trained in groups of several sizes. */
export class TaskGroupsDraft {
  datasetName = $state('');
  metric = $state('');
  /** As typed. */
  sizes = $state(defaultGroupSizes.join(', '));
  scheme = $state<HoldoutScheme>('transductive');
  protocol = $state<Protocol>('strict');
  seed = $state<number | null>(1);
  name = $state('');
  starting = $state(false);
  startFailure = $state.raw<unknown>();
  readonly estimate = new Latest<JobEstimate>();
  readonly #client: Client;
  readonly #overview: () => ProjectOverview;

  constructor(client: Client, overview: () => ProjectOverview) {
    this.#client = client;
    this.#overview = overview;
    this.chooseDataset(overview().datasets.at(0)?.name ?? '');
    this.name = this.#freeName();
  }

  get dataset(): DatasetSummary | undefined {
    return this.#overview().datasets.find(({ name }) => name === this.datasetName);
  }

  chooseDataset(name: string): void {
    this.datasetName = name;
    const metrics = this.dataset?.metrics.map((metric) => metric.name) ?? [];
    if (!metrics.includes(this.metric)) this.metric = metrics.at(0) ?? '';
    if (this.scheme === 'leave-tissue-out' && this.dataset?.hasTissues !== true) this.scheme = 'transductive';
  }

  get problem(): string | undefined {
    if (this.dataset === undefined) return 'Import a data set first.';
    if (this.metric === '') return 'Choose what to predict.';
    if (parseSizes(this.sizes) === undefined) {
      return `Group sizes are whole numbers of at least ${fewestInGroup}, separated by commas.`;
    }
    if (this.name.trim() === '') return 'Name the run.';
    return Number.isSafeInteger(this.seed) && (this.seed ?? -1) >= 0
      ? undefined
      : 'The seed is a whole number, 0 or more.';
  }

  analysis(): Analysis {
    const { metric, scheme, protocol } = this;
    return {
      kind: 'tasks',
      settings: {
        metric,
        scheme,
        protocol,
        outerFolds: defaultFolds,
        innerFolds: defaultFolds,
        groupSizes: parseSizes(this.sizes) ?? [...defaultGroupSizes],
        seed: this.seed ?? 0,
      },
    };
  }

  /** Asks how long it would take, and what would be left out. */
  async askEstimate(): Promise<void> {
    const { projectId } = this.#overview().card;
    const question = { projectId, dataset: this.datasetName, analysis: this.analysis() };
    await this.estimate.ask((signal) => this.#client.call('job/estimate', question, { signal }));
  }

  /** @returns `undefined` when it could not be started: `startFailure` says why */
  async start(): Promise<JobView | undefined> {
    this.starting = true;
    this.startFailure = undefined;
    try {
      return await this.#client.call('job/start', {
        projectId: this.#overview().card.projectId,
        dataset: this.datasetName,
        name: this.name.trim(),
        analysis: this.analysis(),
        replace: false,
      });
    } catch (error) {
      this.startFailure = error;
      return undefined;
    } finally {
      this.starting = false;
    }
  }

  #freeName(): string {
    const { taskGroups, evaluations, models, screenings, clusterings, enrichments, jobs } = this.#overview();
    const results = [taskGroups, evaluations, models, screenings, clusterings, enrichments, jobs].flat();
    const taken = results.map(({ name }) => name);
    let number = 1;
    while (taken.includes(`Number of drugs ${number}`)) number += 1;
    return `Number of drugs ${number}`;
  }
}

/** Sizes separated by commas or spaces, each once and largest first; `undefined` for anything else. */
export function parseSizes(text: string): number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== '');
  const sizes = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : NaN));
  const areSizes = sizes.every((size) => Number.isSafeInteger(size) && size >= fewestInGroup);
  return sizes.length > 0 && areSizes
    ? sizes.filter((size, place) => sizes.indexOf(size) === place).sort((a, b) => b - a)
    : undefined;
}
