import type { NameChoice } from '#shared/model/imports.ts';

/** What the user decided on names, now (which comes first) and in earlier imports; tells which were of no use. */
export class NameChoices {
  readonly #now: readonly NameChoice[];
  readonly #byName = new Map<string, NameChoice>();
  readonly #used = new Set<NameChoice>();

  constructor(now: readonly NameChoice[], remembered: readonly NameChoice[]) {
    this.#now = now;
    for (const choice of [...remembered, ...now]) this.#byName.set(keyOf(choice), choice);
  }

  /** The name that was chosen, `null` for one that is left out; `undefined` when nothing was decided. */
  of(kind: NameChoice['kind'], written: string): string | null | undefined {
    return this.#byName.get(keyOf({ kind, written }))?.as;
  }

  /** Says that a choice took effect. */
  use(kind: NameChoice['kind'], written: string): void {
    const choice = this.#byName.get(keyOf({ kind, written }));
    if (choice !== undefined) this.#used.add(choice);
  }

  /** A sentence for each choice of this import that took no effect. */
  warnings(): string[] {
    const unused = this.#now.filter((choice) => !this.#used.has(choice));
    return unused.map(
      ({ kind, written, as }) =>
        `What was chosen for the ${kind} "${written}"${as === null ? '' : ` ("${as}")`} fits no name of the tables.`,
    );
  }
}

function keyOf({ kind, written }: Pick<NameChoice, 'kind' | 'written'>): string {
  return `${kind}:${written}`;
}
