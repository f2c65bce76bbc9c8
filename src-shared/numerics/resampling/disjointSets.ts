/** The numbers below a count in sets that are joined; each set is known by its least number. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(count: number) {
    this.#parents = Int32Array.from({ length: count }, (_, item) => item);
  }

  find(item: number): number {
    let root = item;
    while (this.#parents[root] !== root) root = this.#parents[root];
    for (let next = item; next !== root;) {
      const parent = this.#parents[next];
      this.#parents[next] = root;
      next = parent;
    }
    return root;
  }

  join(first: number, second: number): void {
    const [least, other] = [this.find(first), this.find(second)].sort((a, b) => a - b);
    this.#parents[other] = least;
  }
}
