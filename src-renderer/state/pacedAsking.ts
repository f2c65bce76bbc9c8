/**
 * Asks again and again without crowding whoever answers: one question at a time, a pause after each answer, and one more
 * question for all the demands that came meanwhile.
 */
export class PacedAsking {
  readonly #ask: () => Promise<void>;
  readonly #pauseMilliseconds: number;
  #isBusy = false;
  #isWanted = false;

  /** @param ask must not reject */
  constructor(ask: () => Promise<void>, pauseMilliseconds: number) {
    this.#ask = ask;
    this.#pauseMilliseconds = pauseMilliseconds;
  }

  demand(): void {
    this.#isWanted = true;
    if (!this.#isBusy) void this.#answerDemands();
  }

  /** Forgets a demand that waits. */
  stop(): void {
    this.#isWanted = false;
  }

  async #answerDemands(): Promise<void> {
    this.#isBusy = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#ask();
      await new Promise((resolve) => setTimeout(resolve, this.#pauseMilliseconds));
    }
    this.#isBusy = false;
  }
}
