import { describe, expect, it } from 'vitest';
import { layOutRangeAgainstP } from '#renderer/charts/layout/rangeAgainstP.ts';
import type { ScreenedDrug } from '#shared/model/results.ts';

const frame = { width: 500, height: 400, margins: { top: 26, right: 16, bottom: 44, left: 54 } };
const options = { measure: 'P', threshold: 0.01 } as const;
const words = { nameOf: ({ drug }: ScreenedDrug) => drug, threshold: 'P = 0.01' };

function screened(drug: string, changes: Partial<ScreenedDrug>): ScreenedDrug {
  return {
    metric: 'activity area',
    drug,
    sampleCount: 400,
    interquartileRange: 1,
    trueMedian: 0.4,
    permutedMedian: 0.6,
    pValue: 0.001,
    permutationP: null,
    qValue: null,
    isNoisy: false,
    repeatsRun: 200,
    permutationsRun: 1000,
    isEarly: false,
    l1Ratio: 0.5,
    ...changes,
  };
}

const drugs = [
  screened('wide', { interquartileRange: 2, pValue: 1e-6 }),
  screened('middle', { interquartileRange: 1, pValue: 1e-3 }),
  screened('narrow', { interquartileRange: 0.5, pValue: 0.1, isNoisy: true }),
];

describe('layOutRangeAgainstP', () => {
  const layout = layOutRangeAgainstP(drugs, options, words, frame);

  it('goes from left to right by range and up by -log10 P', () => {
    expect(layout.marks.map(({ drug }) => drug.drug)).toEqual(['narrow', 'middle', 'wide']);
    const [narrow, middle, wide] = layout.marks;
    expect(wide.strength).toBeCloseTo(6, 12);
    expect((narrow.cy - wide.cy) / (narrow.cy - middle.cy)).toBeCloseTo(5 / 2, 9);
  });

  it('draws the threshold where P equals it: noisy drugs lie below', () => {
    const [narrow, middle] = layout.marks;
    expect(layout.threshold.y).toBeLessThan(narrow.cy);
    expect(layout.threshold.y).toBeGreaterThan(middle.cy);
  });

  it('correlates the range with -log10 P as by hand', () => {
    const [x, y] = [
      [2, 1, 0.5],
      [6, 3, 1],
    ];
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 3;
    const product = (a: number[], b: number[]) =>
      a.reduce((sum, value, index) => sum + (value - mean(a)) * (b[index] - mean(b)), 0);
    expect(layout.r).toBeCloseTo(product(x, y) / Math.sqrt(product(x, x) * product(y, y)), 12);
  });

  it('correlates drugs with the full count of permutations apart', () => {
    const early = screened('early', { interquartileRange: 3, pValue: 0.2, isEarly: true });
    const mixed = layOutRangeAgainstP([...drugs, early], options, words, frame);
    expect(mixed.fullCountR).toBeCloseTo(layout.r, 12);
    expect(mixed.r).toBeLessThan(layout.r);
  });

  it('leaves out drugs without the P asked for', () => {
    const exact = [screened('exact', { permutationP: 0.02 }), ...drugs];
    const { marks } = layOutRangeAgainstP(exact, { ...options, measure: 'permutation P' }, words, frame);
    expect(marks.map(({ drug, p }) => [drug.drug, p])).toEqual([['exact', 0.02]]);
  });

  it('keeps a P that rounds to 0 on the axis', () => {
    const { marks } = layOutRangeAgainstP([...drugs, screened('sure', { pValue: 0 })], options, words, frame);
    const sure = marks.find(({ drug }) => drug.drug === 'sure');
    expect(sure?.strength).toBeGreaterThan(300);
    expect(sure?.cy).toBeGreaterThanOrEqual(frame.margins.top);
  });

  it('lets no drug’s name stand on that of the threshold', () => {
    const { label, y } = layout.threshold;
    const crowd = Array.from({ length: 12 }, (_, index) =>
      screened(`Drug ${index}`, { interquartileRange: 1.7 + index / 40, pValue: 0.009 - index / 4000 }),
    );
    const { labels } = layOutRangeAgainstP([...drugs, ...crowd], options, words, frame);
    const near = labels.filter(({ x }) => x > label.x - 45 && x < label.x);
    expect(labels.length).toBeGreaterThan(5);
    expect(near.every((other) => Math.abs(other.y - (y - 5)) > 8)).toBe(true);
  });

  it('draws axes without a drug', () => {
    const empty = layOutRangeAgainstP([], options, words, frame);
    expect(empty.marks).toEqual([]);
    expect(empty.r).toBeNaN();
  });
});
