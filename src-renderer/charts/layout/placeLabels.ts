import { estimateTextWidth } from './textWidth.ts';

export interface LabelledMark {
  text: string;
  cx: number;
  cy: number;
}

export interface PlacedLabel {
  text: string;
  /** The baseline's start or end, by the anchor. */
  x: number;
  y: number;
  anchor: 'start' | 'end' | 'middle';
}

export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Bounds {
  /** Where labels may stand. */
  inside: Box;
  fontSize: number;
  markRadius: number;
  /** What else labels must not hit. */
  avoid?: readonly Box[];
}

interface Candidate {
  label: PlacedLabel;
  box: Box;
}

/**
 * Labels beside their marks where they hit neither a mark nor another label. Marks are tried in their order, so
 * the most telling ones should come first; a mark without room gets no label.
 */
export function placeLabels(marks: readonly LabelledMark[], bounds: Bounds): PlacedLabel[] {
  const taken: Box[] = [
    ...(bounds.avoid ?? []),
    ...marks.map(({ cx, cy }) => squareAround(cx, cy, bounds.markRadius)),
  ];
  const placed: PlacedLabel[] = [];
  for (const mark of marks) {
    const found = candidates(mark, bounds).find(
      ({ box }) => isWithin(box, bounds.inside) && !taken.some((other) => overlaps(box, other)),
    );
    if (found === undefined) continue;
    taken.push(found.box);
    placed.push(found.label);
  }
  return placed;
}

function candidates({ text, cx, cy }: LabelledMark, { fontSize, markRadius }: Bounds): Candidate[] {
  const gap = markRadius + 3;
  const width = estimateTextWidth(text, fontSize);
  const middle = cy + fontSize * 0.35;
  const spots: [PlacedLabel['anchor'], number, number][] = [
    ['start', cx + gap, middle],
    ['end', cx - gap, middle],
    ['middle', cx, cy - gap],
    ['middle', cx, cy + gap + fontSize * 0.75],
    ['start', cx + gap * 0.8, cy - gap * 0.8],
    ['end', cx - gap * 0.8, cy - gap * 0.8],
    ['start', cx + gap * 0.8, cy + gap * 0.8 + fontSize * 0.6],
    ['end', cx - gap * 0.8, cy + gap * 0.8 + fontSize * 0.6],
  ];
  return spots.map(([anchor, x, y]) => {
    const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
    return {
      label: { text, x, y, anchor },
      box: { left, right: left + width, top: y - fontSize * 0.8, bottom: y + fontSize * 0.25 },
    };
  });
}

function squareAround(cx: number, cy: number, radius: number): Box {
  return { left: cx - radius, right: cx + radius, top: cy - radius, bottom: cy + radius };
}

function isWithin(box: Box, outer: Box): boolean {
  return (
    box.left >= outer.left && box.right <= outer.right && box.top >= outer.top && box.bottom <= outer.bottom
  );
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
