export interface NoticeAction {
  label: string;
  run: () => void;
}

export interface Notice {
  id: number;
  text: string;
  /** A failure stays until it is dismissed. */
  failure?: unknown;
  action?: NoticeAction;
}

const shownMilliseconds = 10_000;

/** Short messages at the foot of the window. */
export class Notices {
  shown = $state.raw<Notice[]>([]);
  #lastId = 0;

  add(text: string, action?: NoticeAction): void {
    const id = this.#show({ text, action });
    setTimeout(() => this.dismiss(id), shownMilliseconds);
  }

  /** For what failed where there is no place of its own to say it. */
  fail(text: string, failure: unknown): void {
    this.#show({ text, failure });
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((notice) => notice.id !== id);
  }

  #show(notice: Omit<Notice, 'id'>): number {
    this.#lastId += 1;
    this.shown = [...this.shown, { id: this.#lastId, ...notice }];
    return this.#lastId;
  }
}
