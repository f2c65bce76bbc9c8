/**
 * Heights for the middles of labels that stand above one another: each as near to the height it asks for as `gap` between
 * neighbours and the span from `top` to `bottom` allow, in the order of what they ask for. Too many for the span run on
 * below it.
 */
export function spreadLabels(
  wanted: readonly number[],
  gap: number,
  { top, bottom }: { top: number; bottom: number },
): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a] - wanted[b]);
  const placed = [...wanted];
  let above = top - gap;
  for (const index of order) {
    placed[index] = Math.max(wanted[index], above + gap);
    above = placed[index];
  }
  let below = Math.max(bottom, top + gap * (wanted.length - 1)) + gap;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index], below - gap);
    below = placed[index];
  }
  return placed;
}
