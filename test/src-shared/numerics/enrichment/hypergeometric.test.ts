import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypergeometricUpperTail } from '#shared/numerics/enrichment/hypergeometric.ts';
import { readRows } from '../../../support/table.ts';

const smallestNormal = 2.3e-308;

test("upper tails agree with R's phyper to 1e-10, down to 1e-300", () => {
  const rows = readRows('enrichment/hypergeometric.tsv').map((row) => ({
    draw: {
      universeSize: Number(row['universe_size']),
      setSize: Number(row['set_size']),
      querySize: Number(row['query_size']),
    },
    overlap: Number(row['overlap']),
    expected: Number(row['p_value']),
  }));
  const differences = rows
    .filter(({ expected }) => expected > smallestNormal)
    .map(({ overlap, draw, expected }) => Math.abs(hypergeometricUpperTail(overlap, draw) / expected - 1));
  expect(differences.length).toBeGreaterThan(2200);
  expect(
    rows.filter(({ expected }) => expected < 1e-240 && expected > smallestNormal).length,
  ).toBeGreaterThan(40);
  expect(Math.max(...differences)).toBeLessThan(1e-10);
  for (const { overlap, draw, expected } of rows.filter((row) => row.expected <= smallestNormal)) {
    expect(hypergeometricUpperTail(overlap, draw)).toBeCloseTo(expected, 300);
  }
});

/** Counts every draw. */
function plainUpperTail(overlap: number, universeSize: number, setSize: number, querySize: number): number {
  let draws = 0;
  let reached = 0;
  for (let bits = 0; bits < 2 ** universeSize; bits += 1) {
    const drawn = Array.from({ length: universeSize }, (_, gene) => (bits >> gene) & 1);
    if (drawn.reduce((sum, bit) => sum + bit, 0) !== querySize) continue;
    draws += 1;
    if (drawn.slice(0, setSize).reduce((sum, bit) => sum + bit, 0) >= overlap) reached += 1;
  }
  return reached / draws;
}

test('upper tails are shares of all draws, the edges included', () => {
  const sizes = fc
    .integer({ min: 1, max: 9 })
    .chain((universeSize) =>
      fc.tuple(
        fc.constant(universeSize),
        fc.integer({ min: 0, max: universeSize }),
        fc.integer({ min: 0, max: universeSize }),
        fc.integer({ min: 0, max: 10 }),
      ),
    );
  fc.assert(
    fc.property(sizes, ([universeSize, setSize, querySize, overlap]) => {
      const found = hypergeometricUpperTail(overlap, { universeSize, setSize, querySize });
      expect(found).toBeCloseTo(plainUpperTail(overlap, universeSize, setSize, querySize), 12);
    }),
  );
});

test('a draw larger than its universe is refused', () => {
  expect(() => hypergeometricUpperTail(1, { universeSize: 5, setSize: 6, querySize: 2 })).toThrow('6 of 5');
});
