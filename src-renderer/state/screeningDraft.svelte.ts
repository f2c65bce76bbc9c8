import type { JobEstimate, ProjectOverview } from '#shared/contract/methods.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { Analysis, JobView } from '#shared/model/job.ts';
import {
  defaultHoldout,
  defaultPermutations,
  defaultRepeats,
  defaultScreenThreshold,
} from '#shared/model/settings.ts';
import type { ScreenProtocol, ScreenSettings } from '#shared/model/settings.ts';
import type { Client } from '../client/client.ts';
import { measureOf } from './screenFacts.ts';

const mostResamples = 1_000_000;
const holdoutPercents = { least: 5, most: 50 };
const longestName = 200;

/** The screen of one data set, as it will be started. */
export interface PlannedScreen {
  dataset: string;
  name: string;
  analysis: Extract<Analysis, { kind: 'screen' }>;
}

interface ChosenMetric {
  dataset: string;
  metric: string;
}

/** What the screening wizard holds between its first step and the start of the jobs: one for each data set. */
export class ScreeningDraft {
  protocol = $state<ScreenProtocol>('strict');
  repeats = $state<number | null>(defaultRepeats);
  permutations = $state<number | null>(defaultPermutations);
  holdoutPercent = $state<number | null>(100 * defaultHoldout);
  thresholds = $state<Record<ReturnType<typeof measureOf>, number | null>>({
    q: defaultScreenThreshold('strict'),
    P: defaultScreenThreshold('paper'),
  });
  earlyDecision = $state(true);
  seed = $state<number | null>(1);
  name = $state('');
  estimate = $state.raw<JobEstimate>();
  estimateFailure = $state.raw<unknown>();
  starting = $state(false);
  startFailure = $state.raw<{ name: string; failure: unknown }>();
  #chosen = $state.raw<readonly ChosenMetric[]>([]);
  readonly #client: Client;
  readonly #overview: () => ProjectOverview;
  /** What was started before another could not be, by what was asked for. */
  #started: { key: string; job: JobView }[] = [];
  #estimated = 0;

  /** @param wanted the data set whose metrics are chosen at first; else the project's first */
  constructor(client: Client, overview: () => ProjectOverview, wanted?: string) {
    this.#client = client;
    this.#overview = overview;
    const { datasets } = overview();
    const first = datasets.find(({ name }) => name === wanted) ?? datasets.at(0);
    this.#chosen = first ? namesOf(first).map((metric) => ({ dataset: first.name, metric })) : [];
    this.name = this.#freeName();
  }

  get measure(): 'P' | 'q' {
    return measureOf(this.protocol);
  }

  /** The data sets that take part, each with its metrics, in the order of the project. */
  get selection(): { dataset: DatasetSummary; metrics: string[] }[] {
    return this.#overview()
      .datasets.map((dataset) => ({
        dataset,
        metrics: namesOf(dataset).filter((metric) => this.isChosen(dataset.name, metric)),
      }))
      .filter(({ metrics }) => metrics.length > 0);
  }

  isChosen(dataset: string, metric: string): boolean {
    return this.#chosen.some((choice) => choice.dataset === dataset && choice.metric === metric);
  }

  toggleMetric(dataset: string, metric: string, chosen: boolean): void {
    const others = this.#chosen.filter((choice) => choice.dataset !== dataset || choice.metric !== metric);
    this.#chosen = chosen ? [...others, { dataset, metric }] : others;
  }

  plan(): PlannedScreen[] {
    const { selection } = this;
    const name = this.name.trim();
    return selection.map(({ dataset, metrics }) => ({
      dataset: dataset.name,
      name: selection.length === 1 ? name : nameWithDataset(name, dataset.name),
      analysis: { kind: 'screen', settings: this.#settings(metrics) },
    }));
  }

  dataProblem(): string | undefined {
    if (this.#overview().datasets.length === 0) return 'Import a data set first.';
    return this.selection.length === 0 ? 'Choose at least one metric.' : undefined;
  }

  protocolProblem(): string | undefined {
    const { permutations, holdoutPercent, measure } = this;
    const threshold = this.thresholds[measure];
    if (!isResampleCount(this.repeats)) return 'Repeats are a whole number from 1 to 1,000,000.';
    if (!isResampleCount(permutations)) return 'Permutations are a whole number from 1 to 1,000,000.';
    if (this.protocol !== 'strict' && !isHoldout(holdoutPercent)) {
      return `The held-out share lies between ${holdoutPercents.least} % and ${holdoutPercents.most} %.`;
    }
    if (threshold === null || !(threshold > 0 && threshold < 1)) {
      return 'The threshold lies between 0 and 1.';
    }
    if (!isSeed(this.seed)) return 'The seed is a whole number, 0 or more.';
    const needed = permutationsToPass(threshold, 1);
    return this.protocol === 'strict' && permutations < needed
      ? `No drug could pass: P is never below 1/${permutations + 1}. Use at least ${needed} permutations.`
      : undefined;
  }

  /** @returns the permutations without which a drug could not pass alone; `undefined` when there are enough */
  permutationsForOne(): { drugs: number; needed: number } | undefined {
    const drugs = Math.max(0, ...this.selection.map(({ dataset }) => dataset.drugCount));
    const needed = permutationsToPass(this.thresholds.q ?? 1, drugs);
    const isShort = this.protocol === 'strict' && (this.permutations ?? 0) < needed;
    return isShort ? { drugs, needed } : undefined;
  }

  runProblem(): string | undefined {
    if (this.name.trim() === '') return 'Name the screen.';
    return this.plan().some(({ name }) => name.length > longestName) ? 'Choose a shorter name.' : undefined;
  }

  /** Asks how long the jobs would take, one after the other; the last question's answer counts. */
  async askEstimate(): Promise<void> {
    this.#estimated += 1;
    const question = this.#estimated;
    this.estimate = undefined;
    this.estimateFailure = undefined;
    const { projectId } = this.#overview().card;
    const plan = this.plan();
    try {
      const estimates = await Promise.all(
        plan.map(({ dataset, analysis }) =>
          this.#client.call('job/estimate', { projectId, dataset, analysis }),
        ),
      );
      if (question === this.#estimated) this.estimate = summed(plan, estimates);
    } catch (error) {
      if (question === this.#estimated) this.estimateFailure = error;
    }
  }

  /**
   * Starts a job for each data set; what runs already from an attempt before is not started twice.
   * @param replaced the name of a result that one of them may replace
   * @returns `undefined` when one could not be started: `startFailure` says which and why
   */
  async start(replaced?: string): Promise<JobView[] | undefined> {
    this.starting = true;
    this.startFailure = undefined;
    const jobs: JobView[] = [];
    try {
      for (const planned of this.plan()) {
        const job = await this.#startOne(planned, planned.name === replaced);
        if (job === undefined) return undefined;
        jobs.push(job);
      }
      this.#started = [];
      return jobs;
    } finally {
      this.starting = false;
    }
  }

  async #startOne(planned: PlannedScreen, replace: boolean): Promise<JobView | undefined> {
    const key = JSON.stringify(planned);
    const { projectId } = this.#overview().card;
    const before = this.#started.find((started) => started.key === key);
    if (before !== undefined) return before.job;
    try {
      const job = await this.#client.call('job/start', { projectId, ...planned, replace });
      this.#started.push({ key, job });
      return job;
    } catch (failure) {
      this.startFailure = { name: planned.name, failure };
      return undefined;
    }
  }

  #settings(metrics: string[]): ScreenSettings {
    const { protocol } = this;
    const isStrict = protocol === 'strict';
    return {
      metrics,
      protocol,
      repeats: this.repeats ?? defaultRepeats,
      permutations: this.permutations ?? defaultPermutations,
      holdout: isStrict || this.holdoutPercent === null ? defaultHoldout : this.holdoutPercent / 100,
      threshold: this.thresholds[this.measure] ?? defaultScreenThreshold(protocol),
      earlyDecision: isStrict || this.earlyDecision,
      seed: this.seed ?? 0,
    };
  }

  #freeName(): string {
    const { evaluations, models, screenings, clusterings, jobs, datasets } = this.#overview();
    const taken = [...evaluations, ...models, ...screenings, ...clusterings, ...jobs].map(({ name }) => name);
    const isTaken = (name: string) =>
      [name, ...datasets.map((dataset) => nameWithDataset(name, dataset.name))].some((candidate) =>
        taken.includes(candidate),
      );
    let number = 1;
    while (isTaken(`Screen ${number}`)) number += 1;
    return `Screen ${number}`;
  }
}

function namesOf({ metrics }: DatasetSummary): string[] {
  return metrics.map(({ name }) => name);
}

function nameWithDataset(name: string, dataset: string): string {
  return `${name} (${dataset})`;
}

/** The least permutations B with which the one drug of some that has the least P, 1 / (1 + B), gets a q below a threshold. */
function permutationsToPass(threshold: number, drugCount: number): number {
  return Math.floor(drugCount / threshold);
}

function summed(plan: readonly PlannedScreen[], estimates: readonly JobEstimate[]): JobEstimate {
  const isOne = plan.length === 1;
  return {
    seconds: estimates.reduce((sum, { seconds }) => sum + seconds, 0),
    unitCount: estimates.reduce((sum, { unitCount }) => sum + unitCount, 0),
    warnings: estimates.flatMap(({ warnings }, place) =>
      warnings.map((warning) => (isOne ? warning : `${plan[place].dataset}: ${warning}`)),
    ),
  };
}

function isResampleCount(value: number | null): value is number {
  return value !== null && Number.isInteger(value) && value >= 1 && value <= mostResamples;
}

function isHoldout(percent: number | null): boolean {
  return percent !== null && percent >= holdoutPercents.least && percent <= holdoutPercents.most;
}

function isSeed(value: number | null): boolean {
  return value !== null && Number.isSafeInteger(value) && value >= 0;
}
