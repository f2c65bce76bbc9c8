import type { BlockFit } from '../../../model/sanity.ts';

/** Tables that fit one another, directly or through others. */
export type TableGroup = string[];

/**
 * The tables in groups that fit, in the order of the data set. A pair that fits only when its rows are moved does not
 * fit as it stands.
 */
export function groupsThatFit(names: readonly string[], fits: readonly BlockFit[]): TableGroup[] {
  const linked = fits.filter(({ fits: fit, shift }) => fit && shift === undefined);
  const groups: TableGroup[] = [];
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) continue;
    const group = [name];
    seen.add(name);
    for (const member of group) {
      for (const { first, second } of linked) {
        const other = first === member ? second : second === member ? first : undefined;
        if (other === undefined || seen.has(other)) continue;
        seen.add(other);
        group.push(other);
      }
    }
    groups.push(names.filter((candidate) => group.includes(candidate)));
  }
  return groups;
}
