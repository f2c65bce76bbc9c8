import { describe, expect, it } from 'vitest';
import {
  holdoutPicture,
  pictureDrugCount,
  pictureTissueStarts,
} from '#renderer/charts/layout/holdoutPicture.ts';
import { layOutObservedPredicted, valueDomain } from '#renderer/charts/layout/observedPredicted.ts';
import { layOutReductionBars } from '#renderer/charts/layout/reductionBars.ts';
import { layOutSampleOverlap } from '#renderer/charts/layout/sampleOverlap.ts';
import type { HoldoutScheme } from '#shared/model/settings.ts';

function statesBySample(scheme: HoldoutScheme): Map<number, Set<string>> {
  const states = new Map<number, Set<string>>();
  for (const { sample, state } of holdoutPicture(scheme)) {
    if (state !== 'unobserved') states.set(sample, (states.get(sample) ?? new Set()).add(state));
  }
  return states;
}

describe('holdoutPicture', () => {
  it('holds out single entries of most samples when transductive, and of every drug', () => {
    const mixed = [...statesBySample('transductive').values()].filter(({ size }) => size === 2);
    expect(mixed.length).toBeGreaterThan(6);
    const drugs = new Set(
      holdoutPicture('transductive')
        .filter(({ state }) => state === 'held-out')
        .map(({ drug }) => drug),
    );
    expect(drugs.size).toBe(pictureDrugCount);
  });

  it('holds out whole samples when inductive', () => {
    const states = [...statesBySample('inductive').values()];
    expect(states.every(({ size }) => size === 1)).toBe(true);
    expect(states.filter((set) => set.has('held-out'))).toHaveLength(2);
  });

  it('holds out exactly one tissue when leaving tissues out', () => {
    const held = [...statesBySample('leave-tissue-out')].filter(([, set]) => set.has('held-out'));
    const [, start, end] = pictureTissueStarts;
    expect(held.map(([sample]) => sample)).toEqual(
      Array.from({ length: end - start }, (_, index) => start + index),
    );
  });
});

describe('layOutReductionBars', () => {
  const frame = { width: 400, height: 100, margins: { top: 4, right: 20, bottom: 40, left: 100 } };

  it('puts the largest reduction on top and lets losses grow to the left of zero', () => {
    const { bars, zero } = layOutReductionBars(
      [
        { drug: 'worse', percent: -10 },
        { drug: 'better', percent: 40 },
      ],
      frame,
    );
    expect(bars.map(({ drug }) => drug)).toEqual(['better', 'worse']);
    expect(bars[0].x).toBeCloseTo(zero, 9);
    expect(bars[1].x + bars[1].width).toBeCloseTo(zero, 9);
    expect(bars[0].width).toBeCloseTo(4 * bars[1].width, 9);
  });
});

describe('layOutSampleOverlap', () => {
  it('draws all tables on one scale and each as long as its samples', () => {
    const { bars } = layOutSampleOverlap(
      [
        { name: 'a', sampleCount: 100, unmatchedCount: 20 },
        { name: 'b', sampleCount: 50, unmatchedCount: 0 },
      ],
      () => '',
      200,
    );
    expect(bars.map(({ matchedWidth, unmatchedWidth }) => [matchedWidth, unmatchedWidth])).toEqual([
      [160, 40],
      [100, 0],
    ]);
  });

  it('cuts a long name in its middle, so that it leaves room for the counts', () => {
    const name = 'Expression: a_rather_long_name_of_a_file_2012-09-29.gct';
    const table = { name, sampleCount: 10, unmatchedCount: 0 };
    const labelAt = (width: number) =>
      layOutSampleOverlap([table], () => '10 matched, 0 only here', width).bars[0].label;
    expect(labelAt(2000)).toBe(name);
    expect(labelAt(320)).toMatch(/^Expres.*….*gct$/);
    expect(labelAt(320).length).toBeLessThan(labelAt(420).length);
  });
});

describe('layOutObservedPredicted', () => {
  const frame = { width: 300, height: 300, margins: { top: 10, right: 10, bottom: 40, left: 50 } };
  const entry = (observed: number, predicted: number) => ({ sample: 's', fold: 1, observed, predicted });

  it('spans observed and predicted values alike', () => {
    expect(valueDomain([entry(1, 7), entry(-2, 3)])).toEqual([-2, 7]);
    expect(valueDomain([entry(2, 2)])).toEqual([1, 3]);
  });

  it('puts a perfect prediction on the identity line', () => {
    const { marks, identity } = layOutObservedPredicted([entry(2, 2)], [0, 4], frame);
    const share = (marks[0].cx - identity.x1) / (identity.x2 - identity.x1);
    expect(marks[0].cy).toBeCloseTo(identity.y1 + share * (identity.y2 - identity.y1), 9);
  });
});
