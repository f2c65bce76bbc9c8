import type { ResultKind } from '#shared/model/derivation.ts';
import type { SalvagedKind } from '#shared/model/salvage.ts';

type What = SalvagedKind['what'];

/** What a result of a kind is called. */
export const nounOfKind: Readonly<Record<ResultKind, What>> = {
  evaluate: 'evaluation',
  fit: 'model',
  screen: 'screen',
  cluster: 'clustering',
  enrich: 'enrichment',
  tasks: 'number of tasks',
};

/** What was found of each kind, and whether it read. */
export class Contents {
  readonly #kinds = new Map<What, { whole: Set<string>; lost: Set<string> }>();

  whole(what: What, name: string): void {
    const kind = this.#kindOf(what);
    kind.whole.add(name);
    kind.lost.delete(name);
  }

  lost(what: What, name: string): void {
    const kind = this.#kindOf(what);
    kind.lost.add(name);
    kind.whole.delete(name);
  }

  /** Whether nothing read. */
  get isEmpty(): boolean {
    return [...this.#kinds.values()].every(({ whole }) => whole.size === 0);
  }

  list(): SalvagedKind[] {
    return [...this.#kinds].map(([what, { whole, lost }]) => ({ what, whole: [...whole], lost: [...lost] }));
  }

  /** What is lost, in sentences. */
  findings(): string[] {
    return this.list().flatMap(({ what, lost }) =>
      lost.map((name) => `The ${what} “${name}” does not read whole.`),
    );
  }

  #kindOf(what: What) {
    const known = this.#kinds.get(what) ?? { whole: new Set(), lost: new Set() };
    this.#kinds.set(what, known);
    return known;
  }
}
