import { expect, test } from 'vitest';
import { column, matrix } from '#shared/numerics/linalg/matrix.ts';
import { elasticNetPath } from '#shared/numerics/paths/elasticNetPath.ts';
import { temporaryFolder } from '../../support/folders.ts';
import { parseFits, writeFits } from './coefficients.ts';
import { expressionPanel } from './expressionPanel.ts';
import { elasticNetObjective } from './objective.ts';
import { readNumbers, readPanelFiles, writePanelFiles } from './panelFiles.ts';
import { sharedDesigns } from './singleTaskDesigns.ts';

const shape = { samples: 30, features: 80, tasks: 5, missingShare: 0.3, seed: 4 };

test('a seeded panel is the same each time, of the shape asked for, and misses the share asked for', () => {
  const panel = expressionPanel(shape);
  expect(expressionPanel(shape)).toEqual(panel);
  expect(expressionPanel({ ...shape, seed: 5 })).not.toEqual(panel);
  expect([panel.features.rows, panel.features.columns, panel.responses.columns]).toEqual([30, 80, 5]);
  const missing = expressionPanel({ ...shape, tasks: 200 }).responses.values.filter(Number.isNaN).length;
  expect(missing / (30 * 200)).toBeCloseTo(0.3, 1);
});

test('a panel comes back from its files bit by bit', () => {
  const panel = expressionPanel(shape);
  const files = writePanelFiles(temporaryFolder(), panel);
  const read = readPanelFiles(files);
  expect(read.features.values).toEqual(panel.features.values);
  expect(read.responses.values).toEqual(panel.responses.values);
});

test('fits come back from their file', () => {
  const path = `${temporaryFolder()}/fits.f64`;
  const fits = [
    { intercept: 0.5, features: Float64Array.of(3, 7), weights: Float64Array.of(-1, 2.5) },
    { intercept: -2, features: new Float64Array(0), weights: new Float64Array(0) },
  ];
  writeFits(path, fits);
  expect(parseFits(readNumbers(path))).toEqual(fits);
  expect(() => parseFits(Float64Array.of(4, 0, 1))).toThrow(RangeError);
});

test('drugs measured on the same samples share a design', () => {
  const { features } = expressionPanel(shape);
  const responses = matrix(30, 3);
  responses.values.forEach((_, entry) => (responses.values[entry] = Math.sin(entry)));
  column(responses, 1)[4] = NaN;
  const panel = { features, responses, sampleNames: [], taskNames: [] };
  const designs = sharedDesigns(panel, [2, 1, 0]);
  expect(designs.map(({ places }) => places)).toEqual([[0, 2], [1]]);
  expect(designs.map(({ design }) => design.rows)).toEqual([30, 29]);
});

test('the objective by its formula is the one that the solver reports', () => {
  const [{ design, responses }] = sharedDesigns(expressionPanel({ ...shape, missingShare: 0 }), [0]);
  const differences = Array.from(
    elasticNetPath(design, responses[0], { l1Ratio: 0.3 }),
    ({ lambda, weights, intercept, objective }) => {
      const fit = { intercept, features: Float64Array.from(weights.keys()), weights };
      const found = elasticNetObjective(design, responses[0], fit, { lambda, l1Ratio: 0.3 });
      return Math.abs(found / objective - 1);
    },
  );
  expect(differences).toHaveLength(100);
  expect(Math.max(...differences)).toBeLessThan(1e-12);
});
