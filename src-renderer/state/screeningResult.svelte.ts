import type { DrugErrors, ScreenCard, ScreenSummary } from '#shared/contract/methods.ts';
import type { Client } from '../client/client.ts';
import { measureOf, outcomesOf, passingSeries } from './screenFacts.ts';
import type { PassingSeries } from './screenFacts.ts';

export type ScreenedRow = ScreenSummary['drugs'][number];

/** One screen of a project on the screen, and the others whose curves are laid over its own. */
export class ScreeningResult {
  summary = $state.raw<ScreenSummary>();
  failure = $state.raw<unknown>();
  /** The metric whose drugs are shown; `undefined`: all. */
  metric = $state<string>();
  overlays = $state.raw<readonly ScreenSummary[]>([]);
  overlayFailure = $state.raw<unknown>();
  readonly metrics = $derived(this.summary?.card.settings.metrics ?? []);
  readonly measure = $derived(measureOf(this.summary?.card.settings.protocol ?? 'strict'));
  readonly drugs = $derived(
    (this.summary?.drugs ?? []).filter(({ metric }) => this.metric === undefined || metric === this.metric),
  );
  readonly outcomes = $derived(outcomesOf(this.metrics, this.summary?.drugs ?? []));
  readonly series = $derived(this.#allSeries());
  readonly #client: Client;
  readonly #projectId: string;
  #wanted = '';

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  async load(name: string): Promise<void> {
    this.#wanted = name;
    try {
      const summary = await this.#summaryOf(name);
      if (name !== this.#wanted) return;
      this.failure = undefined;
      this.#show(summary);
    } catch (error) {
      if (name !== this.#wanted) return;
      this.summary = undefined;
      this.failure = error;
    }
  }

  isOverlaid(name: string): boolean {
    return this.overlays.some(({ card }) => card.name === name);
  }

  /** Lays the curves of another screen over this one's, or takes them away. */
  async overlay(name: string, isWanted: boolean): Promise<void> {
    this.overlayFailure = undefined;
    const base = this.#wanted;
    const others = () => this.overlays.filter(({ card }) => card.name !== name);
    if (!isWanted) {
      this.overlays = others();
      return;
    }
    try {
      const summary = await this.#summaryOf(name);
      if (base === this.#wanted) this.overlays = [...others(), summary];
    } catch (error) {
      this.overlayFailure = error;
    }
  }

  /** @throws TracewiseError */
  errorsOf(metric: string, drug: string): Promise<DrugErrors> {
    return this.#client.call('screen/drug', {
      projectId: this.#projectId,
      name: this.#name(),
      metric,
      drug,
    });
  }

  /**
   * The table of the screen, of one metric or of all.
   * @throws TracewiseError
   */
  exported(metric?: string): Promise<{ suggestedName: string; text: string }> {
    return this.#client.call('export/text', {
      projectId: this.#projectId,
      what: 'screen',
      of: this.#name(),
      ...(metric === undefined ? {} : { metric }),
    });
  }

  /** @throws TracewiseError */
  async delete(): Promise<void> {
    await this.#client.call('result/delete', { projectId: this.#projectId, name: this.#name() });
  }

  #summaryOf(name: string): Promise<ScreenSummary> {
    return this.#client.call('screen/summary', { projectId: this.#projectId, name });
  }

  #show(summary: ScreenSummary): void {
    if (this.summary?.card.name !== summary.card.name) this.overlays = [];
    this.summary = summary;
    const { metrics } = summary.card.settings;
    if (this.metric !== undefined && !metrics.includes(this.metric)) this.metric = undefined;
  }

  #name(): string {
    return this.summary?.card.name ?? '';
  }

  #allSeries(): PassingSeries[] {
    if (this.summary === undefined) return [];
    const shown = [this.summary, ...this.overlays];
    const names = seriesNames(shown.map(({ card }) => card));
    return shown.flatMap(({ card, drugs }, place) => passingSeries(card.settings, drugs, names[place]));
  }
}

/**
 * Names for the curves of some screens: the metric alone for one screen, with its data set for several, with the screen
 * as well where that is not enough to tell them apart.
 */
function seriesNames(cards: readonly ScreenCard[]): ((metric: string) => string)[] {
  const { length } = cards;
  return cards.map(({ name, datasetName }) => {
    if (length === 1) return (metric) => metric;
    const isRepeated = cards.filter((card) => card.datasetName === datasetName).length > 1;
    return (metric) => `${datasetName}, ${metric}${isRepeated ? ` (${name})` : ''}`;
  });
}
