import { describe, expect, it } from 'vitest';
import { layOutAgreementCurves } from '#renderer/charts/layout/agreementCurves.ts';

const frame = { width: 400, height: 200, margins: { top: 10, right: 10, bottom: 40, left: 50 } };

describe('layOutAgreementCurves', () => {
  it('has a place for every number of clusters, from the left to the right', () => {
    const { places } = layOutAgreementCurves([{ name: 'm', values: [0, 0.5, 0.2, 0] }], frame);
    expect(places.map(({ clusterCount }) => clusterCount)).toEqual([1, 2, 3, 4]);
    expect(places[0].x).toBe(50);
    expect(places[3].x).toBe(390);
    expect(Number(places[1].ys[0])).toBeLessThan(Number(places[2].ys[0]));
  });

  it('breaks a line where the index is not defined', () => {
    const { lines, places } = layOutAgreementCurves(
      [{ name: 'm', values: [null, 0.1, null, 0.2, 0.3] }],
      frame,
    );
    expect(lines[0].path.split('M').slice(1)).toHaveLength(2);
    expect(places[2].ys).toEqual([null]);
  });

  it('shows an index below chance under the line of 0', () => {
    const { places, zero } = layOutAgreementCurves([{ name: 'm', values: [0, -0.1] }], frame);
    expect(Number(places[1].ys[0])).toBeGreaterThan(zero);
  });

  it('takes models of different sizes on one axis', () => {
    const { places } = layOutAgreementCurves(
      [
        { name: 'a', values: [0, 1, 0] },
        { name: 'b', values: [0, 1] },
      ],
      frame,
    );
    expect(places[2].ys[0]).not.toBeNull();
    expect(places[2].ys[1]).toBeNull();
  });
});
