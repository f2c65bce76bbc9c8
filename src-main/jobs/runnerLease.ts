import type { ProjectStore } from '#main/store/projectFile.ts';

/** Milliseconds between two signs of life; a sixth of what another process waits for one. */
const beatInterval = 5000;

/** Keeps this process the only one that computes in a project while anything holds the lease. */
export class RunnerLease {
  readonly #project: ProjectStore;
  readonly #onLost: (error: unknown) => void;
  #holders = 0;
  #token: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** `onLost` hears of it when another process has taken over, or the file can no longer be written. */
  constructor(project: ProjectStore, onLost: (error: unknown) => void) {
    this.#project = project;
    this.#onLost = onLost;
  }

  get held(): boolean {
    return this.#token !== undefined;
  }

  /** @throws TracewiseError `conflict` while another process computes; `disk` */
  acquire(): string {
    const token = this.#token ?? this.#project.claimRunner();
    this.#token = token;
    this.#holders += 1;
    this.#timer ??= setInterval(() => this.#beat(token), beatInterval).unref();
    return token;
  }

  release(): void {
    this.#holders -= 1;
    if (this.#holders > 0 || this.#token === undefined) return;
    const token = this.#token;
    this.#token = undefined;
    clearInterval(this.#timer);
    this.#timer = undefined;
    try {
      this.#project.releaseRunner(token);
    } catch (error) {
      // A row that could not be removed is not believed for long: see the store's runner.
      this.#onLost(error);
    }
  }

  #beat(token: string): void {
    try {
      this.#project.beatRunner(token);
    } catch (error) {
      this.#onLost(error);
    }
  }
}
