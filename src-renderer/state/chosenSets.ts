import type { SetSummary } from '#shared/contract/enrichment.ts';

/** Sets with the least P, whatever the drug. */
export function bestSets(sets: readonly SetSummary[], count: number): string[] {
  return sets.slice(0, count).map(({ name }) => name);
}

/** The sets of these names, in the order of the names; those that are not there are left out. */
export function setsNamed(names: readonly string[], sets: readonly SetSummary[]): SetSummary[] {
  const known = new Map(sets.map((set) => [set.name, set]));
  return names.map((name) => known.get(name)).filter((set) => set !== undefined);
}

/** The first free one of "NAME", "NAME 2", "NAME 3" ... */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 2; taken.includes(free); count += 1) free = `${name} ${count}`;
  return free;
}

/** A set as a search shows it: its id, and what it is called where that differs. */
export function setLabel({ name, description }: Pick<SetSummary, 'name' | 'description'>): string {
  return description === '' || description === name ? name : `${description} (${name})`;
}

/** The sets that lines of text name, by id or by what they are called, and the lines that name none. */
export function listedSets(
  text: string,
  sets: readonly SetSummary[],
): { names: string[]; unknown: string[] } {
  const byName = new Map(
    sets.flatMap(({ name, description }) => [
      [key(name), name],
      [key(description), name],
    ]),
  );
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const found = lines.map((line) => byName.get(key(line)));
  return {
    names: [...new Set(found.filter((name) => name !== undefined))],
    unknown: lines.filter((_, index) => found[index] === undefined),
  };
}

/** Pairs of a drug and a set, a line each, parted by a tab, comma or semicolon. */
export function parsePairs(text: string): { query: string; set: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [query, set] = line.split(/[\t,;]/).map((part) => part.trim());
    return query && set ? [{ query, set }] : [];
  });
}

/** Sets x queries: which cells are of pairs, by id or by what the set is called. */
export function boxesOf(
  pairs: readonly { query: string; set: string }[],
  sets: readonly Pick<SetSummary, 'name' | 'description'>[],
  queries: readonly { name: string }[],
): boolean[][] {
  const known = new Set(pairs.map(({ query, set }) => `${key(query)}\n${key(set)}`));
  return sets.map(({ name, description }) =>
    queries.map((query) =>
      [name, description].some((written) => known.has(`${key(query.name)}\n${key(written)}`)),
    ),
  );
}

function key(text: string): string {
  return text.toLowerCase();
}
