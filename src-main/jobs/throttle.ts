/** Says the newest value at most once an interval; nothing newer is lost, what is older may be. */
export class Throttle<Value> {
  readonly #interval: number;
  readonly #emit: (value: Value) => void;
  #timer: NodeJS.Timeout | undefined;
  #newest: { value: Value } | undefined;

  constructor(interval: number, emit: (value: Value) => void) {
    this.#interval = interval;
    this.#emit = emit;
  }

  push(value: Value): void {
    this.#newest = { value };
    if (this.#timer === undefined) this.#flush();
  }

  /** Drops what waits; whatever comes next is said at once. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#newest = undefined;
  }

  #flush(): void {
    const newest = this.#newest;
    this.#newest = undefined;
    if (newest === undefined) {
      this.#timer = undefined;
      return;
    }
    this.#timer = setTimeout(() => this.#flush(), this.#interval);
    this.#emit(newest.value);
  }
}
