import { describe, expect, test } from 'vitest';
import { layOutObservedPredicted, valueDomain } from '#renderer/charts/layout/observedPredicted.ts';

const entries = [
  { sample: 's1', fold: 1, observed: -0.1, predicted: 1 },
  { sample: 's2', fold: 2, observed: 6.2, predicted: 3 },
];
const frame = { width: 420, height: 420, margins: { top: 10, right: 10, bottom: 40, left: 50 } };

describe('the layout of observed against predicted', () => {
  test('uses nearly all of the height that it has, and keeps every mark inside', () => {
    const { marks } = layOutObservedPredicted(entries, valueDomain(entries), frame);
    const heights = marks.map(({ cy }) => cy);
    expect(Math.max(...heights)).toBeLessThan(380);
    expect(Math.min(...heights)).toBeGreaterThan(10);
    expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(0.9 * 370);
  });

  test('puts an entry that is predicted exactly on the line of identity', () => {
    const exact = [...entries, { sample: 's3', fold: 1, observed: 2.5, predicted: 2.5 }];
    const { marks, identity } = layOutObservedPredicted(exact, valueDomain(exact), frame);
    const mark = marks.find(({ sample }) => sample === 's3');
    const slope = (identity.y2 - identity.y1) / (identity.x2 - identity.x1);
    expect(mark?.cy).toBeCloseTo(identity.y1 + slope * ((mark?.cx ?? 0) - identity.x1), 8);
  });
});
