/** The colours of classes in the order of their size. Okabe and Ito's, by theme. */
const classColourNames = [1, 2, 3, 4, 5, 6].map((number) => `var(--series-${number})`);

export const otherColour = 'var(--series-7)';
export const unknownColour = 'var(--line)';

export interface ColouredClass {
  label: string;
  colour: string;
  count: number;
}

export interface ClassColours {
  /** The classes with a colour of their own, largest first; then, where there are more, the others as one. */
  classes: ColouredClass[];
  colourOf: (label: string | undefined) => string;
  /** Whether a label's colour is its own. */
  isDistinct: (label: string | undefined) => boolean;
}

/**
 * Colours for labels, of which some items have none. Where labels outnumber colours, the smaller classes share one, and so do all
 * of a single item.
 */
export function classColours(labels: readonly (string | undefined)[]): ClassColours {
  const counts = new Map<string, number>();
  for (const label of labels) if (label !== undefined) counts.set(label, (counts.get(label) ?? 0) + 1);
  const bySize = [...counts].toSorted(([a, m], [b, n]) => n - m || a.localeCompare(b, 'en'));
  const isCrowded = bySize.length > classColourNames.length;
  const distinct = bySize
    .slice(0, classColourNames.length)
    .filter(([, count]) => count > 1 || !isCrowded)
    .map(([label, count], index) => ({ label, colour: classColourNames[index], count }));
  const others = bySize.slice(distinct.length);
  const colours = new Map(distinct.map(({ label, colour }) => [label, colour]));
  const otherCount = others.reduce((sum, [, count]) => sum + count, 0);
  return {
    classes: [
      ...distinct,
      ...(others.length === 0
        ? []
        : [{ label: `${others.length} others`, colour: otherColour, count: otherCount }]),
    ],
    colourOf: (label) => (label === undefined ? unknownColour : (colours.get(label) ?? otherColour)),
    isDistinct: (label) => label !== undefined && colours.has(label),
  };
}
