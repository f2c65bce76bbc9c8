import type { ProjectCard } from '#shared/contract/methods.ts';

export const cardOrders = ['changed', 'name', 'size'] as const;
export type CardOrder = (typeof cardOrders)[number];

export const cardOrderNames: Readonly<Record<CardOrder, string>> = {
  changed: 'Last changed',
  name: 'Name',
  size: 'Size',
};

/** Names from A to Z, numbers in them as numbers; the latest and the largest first. */
export function inOrder(cards: readonly ProjectCard[], order: CardOrder): ProjectCard[] {
  return [...cards].sort((a, b) => comparisons[order](a, b) || byName(a, b));
}

const byName = (a: ProjectCard, b: ProjectCard) => a.name.localeCompare(b.name, 'en', { numeric: true });

const comparisons: Readonly<Record<CardOrder, (a: ProjectCard, b: ProjectCard) => number>> = {
  changed: (a, b) => b.modifiedAt.localeCompare(a.modifiedAt),
  name: byName,
  size: (a, b) => b.byteCount - a.byteCount,
};
