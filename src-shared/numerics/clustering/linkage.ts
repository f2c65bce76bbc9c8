/** How the distance of a new cluster to another follows from those of its two parts. */
export type Linkage = 'wardD' | 'wardD2' | 'average' | 'complete' | 'single';

/**
 * Lance and Williams's update: from the distances of the parts to the other cluster, that between the parts, and the
 * sizes of the parts and of the other. Terms stand as in Murtagh's `hclust.f` of R, so that ties are the same.
 */
export type LinkageUpdate = (
  first: number,
  second: number,
  between: number,
  firstSize: number,
  secondSize: number,
  otherSize: number,
) => number;

const ward: LinkageUpdate = (first, second, between, firstSize, secondSize, otherSize) =>
  (1 / (firstSize + secondSize + otherSize)) *
  ((firstSize + otherSize) * first + (secondSize + otherSize) * second - otherSize * between);

export const linkageUpdates: Readonly<Record<Linkage, LinkageUpdate>> = {
  wardD: ward,
  /** On squared distances (Murtagh & Legendre 2014). */
  wardD2: ward,
  average: (first, second, _between, firstSize, secondSize) =>
    (firstSize * first + secondSize * second) / (firstSize + secondSize),
  complete: (first, second) => (first > second ? first : second),
  single: (first, second) => (first < second ? first : second),
};
