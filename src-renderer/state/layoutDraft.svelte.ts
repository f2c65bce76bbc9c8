import type { HoldoutScheme, KeptTogether } from '#shared/model/settings.ts';
import type { Client } from '../client/client.ts';

export type Together = 'nothing' | 'near-identical' | 'tissue';

/** What a layout is asked for. */
export interface LayoutPlace {
  projectId: string;
  dataset: string;
  metric: string;
  scheme: HoldoutScheme;
}

/** As settings record it. */
export interface ChosenLayout {
  outerFolds?: number;
  folds?: string;
  groups?: KeptTogether;
}

/** How an evaluation is to be laid out besides its setting: folds of a file, and what is kept together. */
export class LayoutDraft {
  together = $state<Together>('nothing');
  file = $state.raw<{ id: string; name: string }>();
  failure = $state.raw<unknown>();
  readonly #client: Client;
  /** The last answer, by what was asked: no file is read twice for it. */
  #answered: { key: string; layout: ChosenLayout } | undefined;

  constructor(client: Client) {
    this.#client = client;
  }

  /** For another data set. */
  reset(): void {
    this.together = 'nothing';
    this.file = undefined;
    this.failure = undefined;
  }

  async pickFolds(): Promise<void> {
    this.failure = undefined;
    try {
      const [file] = await this.#client.host.pickFiles({ multiple: false, purpose: 'tables' });
      if (file !== undefined) this.file = { id: file.id, name: file.name };
    } catch (error) {
      this.failure = error;
    }
  }

  /** What was answered for this place and choice; `undefined` before `settle`. */
  known(place: LayoutPlace): ChosenLayout | undefined {
    const key = this.#keyOf(place);
    return this.#answered?.key === key ? this.#answered.layout : undefined;
  }

  /** @throws TracewiseError for folds that do not fit, or where nothing can be kept together */
  async settle(place: LayoutPlace): Promise<ChosenLayout> {
    const known = this.known(place);
    if (known !== undefined) return known;
    const key = this.#keyOf(place);
    const layout = { ...(await this.#folds(place)), ...(await this.#groups(place)) };
    this.#answered = { key, layout };
    return layout;
  }

  async #folds(place: LayoutPlace): Promise<ChosenLayout> {
    if (this.file === undefined) return {};
    const { folds, foldCount } = await this.#client.call('layout/folds', { ...place, fileId: this.file.id });
    return { folds, outerFolds: foldCount };
  }

  async #groups(place: LayoutPlace): Promise<ChosenLayout> {
    if (this.together === 'nothing') return {};
    return { groups: await this.#client.call('layout/groups', { ...place, by: { kind: this.together } }) };
  }

  #keyOf(place: LayoutPlace): string {
    return JSON.stringify([place, this.together, this.file?.id]);
  }
}
