import { matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import type { Matrix } from '../../src-shared/numerics/linalg/matrix.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import { examineDataset } from '../../src-shared/numerics/analyses/sanity/examineDataset.ts';
import type { SanityQuestion } from '../../src-shared/numerics/analyses/sanity/examineDataset.ts';
import { randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';
import type { RandomStream } from '../../src-shared/numerics/random/stream.ts';
import type { SanityReport } from '../../src-shared/model/sanity.ts';

export interface SanityShape {
  seed: number;
  samples?: number;
  genes?: number;
  drugs?: number;
  /** Weight of what all tables share; at 0 every table is noise of its own. */
  shared?: number;
  missingShare?: number;
}

/** The tables of a made data set, each samples x columns, before they are put side by side. */
export interface MadeTables {
  expression: Matrix;
  copyNumber: Matrix;
  mutation: Matrix;
  responses: Matrix;
}

const factorCount = 6;
const mutatedGenes = 150;
const segmentLength = 10;

/**
 * Lines of which a few factors drive expression, mutation and responses; copy number runs in segments along the genes,
 * raises the expression of its own gene, and depends on the factors too.
 */
export function madeTables(shape: SanityShape): MadeTables {
  const { seed, samples = 80, genes = 250, drugs = 16, shared = 1, missingShare = 0.1 } = shape;
  const stream = randomStream(seed, 'sanity panel');
  const factors = normals(stream, samples, factorCount);
  const segments = plus(
    times(factors, normals(stream, factorCount, Math.ceil(genes / segmentLength)), 0.4 * shared),
    normals(stream, samples, Math.ceil(genes / segmentLength)),
  );
  const copyNumber = matrix(samples, genes);
  copyNumber.values.forEach((_, entry) => {
    const segment = Math.floor(Math.floor(entry / samples) / segmentLength);
    const level = shared > 0 ? segments.values[segment * samples + (entry % samples)] : 0;
    copyNumber.values[entry] = level + 0.5 * randomNormal(stream);
  });
  const expression = plus(
    times(factors, normals(stream, factorCount, genes), 0.5 * shared),
    normals(stream, samples, genes),
  );
  expression.values.forEach((value, entry) => {
    expression.values[entry] = 8 + value + 0.6 * shared * copyNumber.values[entry];
  });
  const mutation = plus(
    times(factors, normals(stream, factorCount, mutatedGenes), 0.5 * shared),
    normals(stream, samples, mutatedGenes),
  );
  mutation.values.forEach((value, entry) => (mutation.values[entry] = value > 1.2 ? 1 : 0));
  const responses = plus(
    times(factors, normals(stream, factorCount, drugs), 0.6 * shared),
    normals(stream, samples, drugs),
  );
  responses.values.forEach((_, entry) => {
    if (stream.next() < missingShare) responses.values[entry] = NaN;
  });
  return { expression, copyNumber, mutation, responses };
}

function normals(stream: RandomStream, rows: number, columns: number): Matrix {
  return matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, () => randomNormal(stream)),
  );
}

function times(left: Matrix, right: Matrix, factor: number): Matrix {
  const result = matrix(left.rows, right.columns);
  for (let j = 0; j < right.columns; j++) {
    for (let k = 0; k < left.columns; k++) {
      const weight = factor * right.values[j * right.rows + k];
      for (let i = 0; i < left.rows; i++)
        result.values[j * left.rows + i] += weight * left.values[k * left.rows + i];
    }
  }
  return result;
}

function plus(left: Matrix, right: Matrix): Matrix {
  return matrix(
    left.rows,
    left.columns,
    left.values.map((value, entry) => value + right.values[entry]),
  );
}

/** The rows of a table in another order: row i of the result is row `order[i]`. */
export function reordered({ rows, columns, values }: Matrix, order: ArrayLike<number>): Matrix {
  return matrix(
    rows,
    columns,
    values.map((_, entry) => values[entry - (entry % rows) + order[entry % rows]]),
  );
}

/** The panel and the names of some tables of features, and of one or more of responses. */
export function sanityPanel(
  blocks: Record<string, Matrix>,
  metrics: Record<string, Matrix>,
  drugNames?: readonly string[],
): { question: SanityQuestion; panel: Panel } {
  const { rows } = Object.values(blocks)[0];
  const [{ columns: drugCount }] = Object.values(metrics);
  const drugs = drugNames ?? Array.from({ length: drugCount }, (_, index) => `drug ${index}`);
  const sampleNames = Array.from({ length: rows }, (_, index) => `line-${index}`);
  const features = Object.entries(blocks).flatMap(([block, { columns }]) =>
    Array.from({ length: columns }, (_, index) => ({ block, gene: `G${index}` })),
  );
  return {
    question: { dataset: 'made', features, drugs, metrics: Object.keys(metrics) },
    panel: {
      features: sideBySide(Object.values(blocks)),
      responses: sideBySide(Object.values(metrics)),
      sampleNames,
      taskNames: Object.keys(metrics).flatMap(() => drugs),
    },
  };
}

function sideBySide(parts: readonly Matrix[]): Matrix {
  const columns = parts.reduce((sum, part) => sum + part.columns, 0);
  const whole = matrix(parts[0].rows, columns);
  let first = 0;
  for (const { values } of parts) {
    whole.values.set(values, first);
    first += values.length;
  }
  return whole;
}

/** The report on some tables, computed here. */
export function examined(
  blocks: Record<string, Matrix>,
  metrics: Record<string, Matrix>,
  drugNames?: readonly string[],
): SanityReport {
  const { question, panel } = sanityPanel(blocks, metrics, drugNames);
  return examineDataset(question, panel, { report: () => undefined, isCancelled: () => false });
}

/** The report on all tables of a made data set. */
export function examinedTables({ expression, copyNumber, mutation, responses }: MadeTables): SanityReport {
  return examined({ expression, 'copy-number': copyNumber, mutation }, { activity: responses });
}
