import { describe, expect, it } from 'vitest';
import { layOutLambdaCurves } from '#renderer/charts/layout/lambdaCurves.ts';
import type { LambdaCurve } from '#shared/model/results.ts';

const frame = { width: 600, height: 300, margins: { top: 10, right: 16, bottom: 44, left: 58 } };
const curve: LambdaCurve = {
  name: 'trace-norm/outer-1',
  model: 'trace-norm',
  lambdas: [100, 10, 1],
  errors: [0.9, 0.5, 0.7],
  chosenIndex: 1,
};

describe('layOutLambdaCurves', () => {
  it('spaces factors of ten evenly, larger lambdas to the right', () => {
    const [{ points }] = layOutLambdaCurves([curve], frame).lines;
    expect(points[0].cx - points[1].cx).toBeCloseTo(points[1].cx - points[2].cx, 9);
    expect(points[0].cx).toBeGreaterThan(points[2].cx);
  });

  it('labels its axis with plain numbers', () => {
    const large = { ...curve, lambdas: [9000, 1000, 500] };
    const labels = layOutLambdaCurves([large], frame).ticks.x.map(({ label }) => label);
    expect(labels).toContain('1000');
    expect(labels.every((label) => Number.isFinite(Number(label)))).toBe(true);
  });

  it('marks the lambda that was chosen', () => {
    const [{ chosen }] = layOutLambdaCurves([curve], frame).lines;
    expect(chosen?.lambda).toBe(10);
  });

  it('draws a path through every point', () => {
    const [{ path }] = layOutLambdaCurves([curve], frame).lines;
    expect(path).toMatch(/^M[^ML]+L[^ML]+L[^ML]+$/);
  });

  it('leaves out points that a logarithm or an axis cannot show, and still finds the chosen one', () => {
    const odd = { ...curve, lambdas: [0, 10, 1], errors: [0.9, 0.5, Number.NaN] };
    const [{ points, chosen }] = layOutLambdaCurves([odd], frame).lines;
    expect(points.map(({ lambda }) => lambda)).toEqual([10]);
    expect(chosen?.error).toBe(0.5);
  });

  it('gives several curves one scale', () => {
    const [first, second] = layOutLambdaCurves([curve, { ...curve, name: 'other' }], frame).lines;
    expect(first.path).toBe(second.path);
  });

  it('draws nothing without a point', () => {
    expect(layOutLambdaCurves([{ ...curve, lambdas: [], errors: [] }], frame).lines).toEqual([]);
  });
});
