import type { ScreenedDrug } from '#shared/model/results.ts';
import type { Client } from '../client/client.ts';
import { PacedAsking } from './pacedAsking.ts';

const pauseMilliseconds = 1000;

/** What a screen has found while it runs. */
export class ScreenSoFar {
  drugs = $state.raw<readonly ScreenedDrug[]>([]);
  failure = $state.raw<unknown>();
  readonly #asking: PacedAsking;

  constructor(client: Client, projectId: string, jobId: number) {
    this.#asking = new PacedAsking(async () => {
      try {
        this.drugs = (await client.call('screen/so-far', { projectId, jobId })).drugs;
        this.failure = undefined;
      } catch (error) {
        this.failure = error;
      }
    }, pauseMilliseconds);
  }

  /** To be called when more may be known than before, as often as one likes. */
  refresh(): void {
    this.#asking.demand();
  }

  stop(): void {
    this.#asking.stop();
  }
}
