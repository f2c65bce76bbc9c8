import type { NameChoice } from '#shared/model/imports.ts';

/** What the user decides on names in one import; the project remembers it once the import is done. */
export class NameDecisions {
  #made = $state.raw<readonly NameChoice[]>([]);

  get all(): readonly NameChoice[] {
    return this.#made;
  }

  of(kind: NameChoice['kind'], written: string): NameChoice | undefined {
    return this.#made.find((choice) => choice.kind === kind && choice.written === written);
  }

  /** @param as the name it stands for; `null`: it is left out */
  decide(kind: NameChoice['kind'], written: string, as: string | null): void {
    this.#made = [...this.#others(kind, written), { kind, written, as }];
  }

  undo(kind: NameChoice['kind'], written: string): void {
    this.#made = this.#others(kind, written);
  }

  #others(kind: NameChoice['kind'], written: string): NameChoice[] {
    return this.#made.filter((choice) => choice.kind !== kind || choice.written !== written);
  }
}
