import { describe, expect, test } from 'vitest';
import { curveMetrics } from '#shared/numerics/doseResponse/curve.ts';
import { doseOf, fitLogistic, logisticAt } from '#shared/numerics/doseResponse/logistic.ts';
import { randomStream } from '#shared/numerics/random/stream.ts';

const doses = [0.0025, 0.008, 0.025, 0.08, 0.25, 0.8, 2.53, 8];

describe('areas', () => {
  test('activity area adds up inhibitions and takes negative ones as none', () => {
    expect(curveMetrics([1, 10, 100], [-0.2, 0.5, 0.75]).activityArea).toBe(1.25);
  });

  test('AUC is the mean viability over log-dose, whatever the order of the doses', () => {
    expect(curveMetrics([1, 10, 1000], [0, 0.5, 1]).auc).toBeCloseTo((0.75 + 2 * 0.25) / 3, 12);
    expect(curveMetrics([1000, 1, 10], [1, 0, 0.5]).auc).toBeCloseTo((0.75 + 2 * 0.25) / 3, 12);
    expect(
      curveMetrics(
        doses,
        doses.map(() => 0),
      ).auc,
    ).toBeCloseTo(1, 12);
  });

  test('of a single dose, there is no AUC and no curve', () => {
    const { activityArea, auc, ec50, ic50, amax } = curveMetrics([2], [0.75]);
    expect([activityArea, auc, ec50, ic50, amax]).toEqual([0.75, NaN, NaN, 2, -75]);
  });

  test('of no dose, there is nothing', () => {
    expect(Object.values(curveMetrics([], []))).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  });
});

describe('the logistic curve', () => {
  test('finds the parameters that exact points were made of', () => {
    const stream = randomStream(11, 'curves');
    for (let round = 0; round < 200; round += 1) {
      const truth = {
        bottom: -0.1 + 0.2 * stream.next(),
        top: 0.5 + 0.5 * stream.next(),
        ec50: 10 ** (-1.8 + 1.8 * stream.next()),
        slope: 0.8 + 2 * stream.next(),
        r2: 1,
      };
      const fit = fitLogistic(
        doses,
        doses.map((dose) => logisticAt(truth, dose)),
      );
      expect(fit?.r2, JSON.stringify(truth)).toBeGreaterThan(1 - 1e-6);
      expect(fit?.ec50 ?? NaN, JSON.stringify(truth)).toBeCloseTo(truth.ec50, 2);
      expect(fit?.top ?? NaN, JSON.stringify(truth)).toBeCloseTo(truth.top, 2);
      expect(fit?.bottom ?? NaN, JSON.stringify(truth)).toBeCloseTo(truth.bottom, 2);
    }
  });

  test('stays near the truth under noise', () => {
    const stream = randomStream(12, 'noise');
    const truth = { bottom: 0, top: 0.9, ec50: 0.3, slope: 1.2, r2: 1 };
    const errors = Array.from({ length: 200 }, () => {
      const seen = doses.map((dose) => logisticAt(truth, dose) + 0.06 * (stream.next() - 0.5));
      return Math.abs(Math.log10((fitLogistic(doses, seen)?.ec50 ?? NaN) / truth.ec50));
    });
    expect(errors.sort((a, b) => a - b)[100]).toBeLessThan(0.08);
    expect(errors[199]).toBeLessThan(0.5);
  });

  test('is no worse than the best of a fine grid over all of its parameters', () => {
    const stream = randomStream(13, 'grid');
    for (let round = 0; round < 20; round += 1) {
      const seen = doses.map((_, index) => index / 7 + 0.4 * (stream.next() - 0.5));
      const fit = fitLogistic(doses, seen);
      if (fit === undefined) throw new Error('no curve');
      const squares = (curve: typeof fit) =>
        seen.reduce((sum, value, index) => sum + (value - logisticAt(curve, doses[index])) ** 2, 0);
      let best = Infinity;
      for (let place = 0; place <= 14; place += 1) {
        for (const slope of [0.2, 0.4, 0.8, 1.2, 2, 4, 8]) {
          for (let bottom = -0.4; bottom <= 0.4; bottom += 0.1) {
            for (let top = 0.6; top <= 1.4; top += 0.1) {
              const ec50 = 0.0025 * 3200 ** (place / 14);
              best = Math.min(best, squares({ bottom, top, ec50, slope, r2: 0 }));
            }
          }
        }
      }
      expect(squares(fit)).toBeLessThanOrEqual(best * (1 + 1e-6));
    }
  });

  test('is not drawn through noise, nor through what falls', () => {
    const noise = [0.02, -0.03, 0.01, 0.04, -0.02, 0.03, -0.01, 0];
    expect(fitLogistic(doses, noise)).toBeUndefined();
    expect(
      fitLogistic(
        doses,
        doses.map(() => 0.3),
      ),
    ).toBeUndefined();
    expect(
      fitLogistic(
        doses,
        doses.map((_, index) => 1 - index / 7),
      ),
    ).toBeUndefined();
    expect(fitLogistic(doses.slice(0, 4), [0, 0.2, 0.7, 1])).toBeUndefined();
  });

  test('tells the dose of an inhibition, and none beyond its ends', () => {
    const curve = { bottom: 0.1, top: 0.8, ec50: 0.5, slope: 1.4, r2: 1 };
    expect(logisticAt(curve, doseOf(curve, 0.6))).toBeCloseTo(0.6, 12);
    expect(doseOf(curve, 0.9)).toBeNaN();
    expect(doseOf(curve, 0.05)).toBeNaN();
  });
});

describe('metrics of a curve', () => {
  const curve = (top: number, ec50: number) =>
    doses.map((dose) => logisticAt({ bottom: 0, top, ec50, slope: 1.5, r2: 1 }, dose));

  test('IC50 is where half is inhibited, EC50 where half of the effect is', () => {
    const { ec50, ic50, amax } = curveMetrics(doses, curve(0.8, 0.2));
    expect(ec50).toBeCloseTo(0.2, 4);
    expect(ic50).toBeCloseTo(0.2 * (0.5 / 0.3) ** (1 / 1.5), 4);
    expect(amax).toBeCloseTo(-80 / (1 + (0.2 / 8) ** 1.5), 3);
  });

  test('IC50 that is not reached is the highest dose, one below the doses the lowest', () => {
    expect(curveMetrics(doses, curve(0.4, 0.2)).ic50).toBe(8);
    expect(
      curveMetrics(
        doses,
        doses.map(() => 0.9),
      ).ic50,
    ).toBe(0.0025);
    expect(
      curveMetrics(
        doses,
        doses.map(() => 0.1),
      ),
    ).toMatchObject({ ic50: 8, ec50: NaN });
    expect(
      curveMetrics(
        doses,
        doses.map(() => 0.1),
      ).amax,
    ).toBeCloseTo(-10, 10);
  });
});
