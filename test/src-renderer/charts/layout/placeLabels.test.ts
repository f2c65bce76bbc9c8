import { describe, expect, it } from 'vitest';
import { placeLabels } from '#renderer/charts/layout/placeLabels.ts';
import { estimateTextWidth } from '#renderer/charts/layout/textWidth.ts';

const bounds = {
  inside: { left: 0, right: 300, top: 0, bottom: 300 },
  fontSize: 11,
  markRadius: 4,
};

function boxOf({ text, x, y, anchor }: ReturnType<typeof placeLabels>[number]) {
  const width = estimateTextWidth(text, bounds.fontSize);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, right: left + width, top: y - bounds.fontSize * 0.8, bottom: y + bounds.fontSize * 0.25 };
}

describe('placeLabels', () => {
  it('sets a lone label to the right of its mark', () => {
    const [label] = placeLabels([{ text: 'AZD6244', cx: 100, cy: 100 }], bounds);
    expect(label.anchor).toBe('start');
    expect(label.x).toBeGreaterThan(104);
  });

  it('turns to the left at the right edge', () => {
    const [label] = placeLabels([{ text: 'AZD6244', cx: 295, cy: 100 }], bounds);
    expect(label.anchor).toBe('end');
  });

  it('lets no label touch another label or a mark', () => {
    const marks = Array.from({ length: 40 }, (_, index) => ({
      text: `Drug ${index}`,
      cx: 20 + ((index * 73) % 260),
      cy: 20 + ((index * 37) % 260),
    }));
    const labels = placeLabels(marks, bounds);
    const boxes = labels.map(boxOf);
    expect(labels.length).toBeGreaterThan(20);
    for (const [index, box] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) {
        const apart =
          box.right <= other.left ||
          other.right <= box.left ||
          box.bottom <= other.top ||
          other.bottom <= box.top;
        expect(apart).toBe(true);
      }
      for (const { cx, cy } of marks) {
        const inside = cx > box.left && cx < box.right && cy > box.top && cy < box.bottom;
        expect(inside).toBe(false);
      }
    }
  });

  it('keeps labels off what they are told to avoid', () => {
    const avoid = [{ left: 100, right: 200, top: 80, bottom: 120 }];
    const [label] = placeLabels([{ text: 'AZD6244', cx: 99, cy: 100 }], { ...bounds, avoid });
    expect(label.anchor).toBe('end');
  });

  it('drops a label for which there is no room', () => {
    const heap = Array.from({ length: 30 }, (_, index) => ({
      text: `Drug ${index}`,
      cx: 150,
      cy: 150 + index * 0.1,
    }));
    const labels = placeLabels(heap, bounds);
    expect(labels.length).toBeLessThan(30);
    expect(labels[0].text).toBe('Drug 0');
  });
});
