/** What was asked for last: its answer, or why there is none. An answer that comes late is dropped. */
export class Latest<Value> {
  value = $state.raw<Value>();
  failure = $state.raw<unknown>();
  isLoading = $state(false);
  #asked = 0;

  /** Keeps showing the last answer until the new one comes. */
  async ask(question: (signal: AbortSignal) => Promise<Value>): Promise<void> {
    this.#stop();
    const stop = new AbortController();
    this.#stop = () => stop.abort();
    const asked = ++this.#asked;
    this.isLoading = true;
    try {
      const value = await question(stop.signal);
      if (asked !== this.#asked) return;
      this.value = value;
      this.failure = undefined;
    } catch (error) {
      if (asked !== this.#asked) return;
      this.value = undefined;
      this.failure = error;
    } finally {
      if (asked === this.#asked) this.isLoading = false;
    }
  }

  /** Forgets the answer, and the question if it is still open. */
  clear(): void {
    this.#stop();
    this.#asked += 1;
    this.value = undefined;
    this.failure = undefined;
    this.isLoading = false;
  }

  #stop: () => void = () => undefined;
}
