import type { NearPair } from '../../model/sanity.ts';
import type { KeptTogether } from '../../model/settings.ts';
import { DisjointSets } from '../resampling/disjointSets.ts';
import type { EntryGroups } from '../resampling/folds.ts';
import type { Panel } from './panel.ts';

/** The groups of a setting as numbers of the panel's samples and tasks: each that of its group's first member. */
export function entryGroups({ samples, drugs }: KeptTogether, panel: Panel): EntryGroups {
  return { samples: groupNumbers(panel.sampleNames, samples), tasks: groupNumbers(panel.taskNames, drugs) };
}

function groupNumbers(names: readonly string[], groups: readonly (readonly string[])[]): Int32Array {
  const sets = new DisjointSets(names.length);
  const places = new Map(names.map((name, place) => [name, place]));
  for (const group of groups) {
    const members = group.flatMap((name) => places.get(name) ?? []);
    for (const member of members) sets.join(members[0], member);
  }
  return Int32Array.from(names, (_, place) => sets.find(place));
}

/** What pairs connect, however many steps apart; in the order of the names. */
export function connectedNames(
  names: readonly string[],
  pairs: readonly Pick<NearPair, 'first' | 'second'>[],
): string[][] {
  const numbers = groupNumbers(
    names,
    pairs.map(({ first, second }) => [first, second]),
  );
  return groupsOf(names, (_, place) => numbers[place]);
}

/** Names that share a value, two and more together; those without a value stand alone. */
export function groupsOf(
  names: readonly string[],
  valueOf: (name: string, place: number) => string | number | undefined,
): string[][] {
  const groups = new Map<string | number, string[]>();
  names.forEach((name, place) => {
    const value = valueOf(name, place);
    if (value !== undefined) groups.set(value, [...(groups.get(value) ?? []), name]);
  });
  return [...groups.values()].filter((group) => group.length > 1);
}
