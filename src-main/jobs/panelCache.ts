import type { PanelChoice } from '#shared/model/job.ts';
import type { Panel } from '#shared/numerics/analyses/panel.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';

/** The panel read last: an estimate and the job that follows it, or two runs on one data set, read it once. */
export class PanelCache {
  #key: string | undefined;
  #panel: Panel | undefined;

  /** @throws TracewiseError `invalid-setting` for a metric or block that the data set has not, or a metric named twice */
  load(
    store: ProjectStore,
    dataset: { id: number; hash: string },
    metrics: readonly string[],
    choice: PanelChoice = {},
  ): Panel {
    const key = JSON.stringify([dataset.hash, metrics, choice]);
    if (this.#key !== key || this.#panel === undefined) {
      this.clear();
      this.#panel = store.loadPanelOf(dataset.id, metrics, choice);
      this.#key = key;
    }
    return this.#panel;
  }

  clear(): void {
    this.#key = undefined;
    this.#panel = undefined;
  }
}
