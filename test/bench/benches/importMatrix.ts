import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { importAnswer, matrixFile } from '../parts/importMatrix.ts';
import type { matrixShape } from '../parts/importMatrix.ts';
import { measured, significant } from '../run/measurement.ts';
import type { Measurement } from '../run/measurement.ts';
import { requirePackage } from '../run/peers.ts';
import type { PeerProgram, Peers } from '../run/peers.ts';
import { peakOfCommand, runPart, runPeerScript } from '../run/processes.ts';
import { median } from '../run/timings.ts';
import type { Bench, BenchContext } from './context.ts';

/** By `--size`, the megabytes of text; those without one are the first two. */
const shapes: Record<string, MatrixShape> = {
  '70': { format: 'matrix', samples: 400, features: 19_000, decimals: 6 },
  '140': { format: 'matrix', samples: 400, features: 38_000, decimals: 6 },
  '500': { format: 'matrix', samples: 1_000, features: 40_000, decimals: 9 },
  'res-300': { format: 'res', samples: 1_000, features: 27_000, decimals: 6 },
};
const usualSizes = ['70', '140'];

export const importBench: Bench = {
  name: 'import',
  summary:
    'matrices through the importer into a project, of 70 and 140 MB or --size; against pandas, numpy, fread',
  async *run(context) {
    const { samples, features, sizes = usualSizes } = context.options;
    const isGiven = samples !== undefined || features !== undefined;
    const chosen = sizes.map((size) => shapes[size] ?? unknownSize(size));
    for (const shape of isGiven ? [{ ...shapes['70'], ...dropUndefined({ samples, features }) }] : chosen) {
      const file = await makeMatrix(context, shape);
      const ours = await importAnswerOf(context, file);
      for (const reader of readers(context.peers, shape)) {
        yield describe(shape, file.bytes, ours, await timeReader(context, reader, file.expression, shape));
      }
    }
  },
};

function unknownSize(size: string): never {
  throw new TypeError(`--size: found ${size}, expected some of ${Object.keys(shapes).join(', ')}`);
}

export type MatrixShape = z.infer<typeof matrixShape>;

function dropUndefined({ samples, features }: { samples?: number; features?: number }) {
  return { ...(samples === undefined ? {} : { samples }), ...(features === undefined ? {} : { features }) };
}

/** A seeded matrix in the bench's folder. */
export async function makeMatrix(
  { folder, options, say }: BenchContext,
  shape: MatrixShape,
): Promise<z.infer<typeof matrixFile>> {
  say(`writing a matrix of ${shape.samples} x ${shape.features}`);
  return matrixFile.parse(await runPart('make-matrix', { folder, ...shape, seed: options.seed }));
}

export async function importAnswerOf(
  { folder, options }: BenchContext,
  { expression, response }: z.infer<typeof matrixFile>,
): Promise<ImportCost> {
  const input = { folder, expression, response, repeats: options.repeats };
  const times = importAnswer.parse(await runPart('import', input));
  const project = join(folder, 'peak.tracewise');
  const tables = ['--expression', expression, '--response', response];
  const peak = await peakOfCommand(['import', project, '--dataset', 'bench', '--replace', ...tables]);
  rmSync(project);
  return { ...times, peak_mb: peak };
}

/** Times of repeats in one process, and the peak of a process that runs the command once, as users do. */
type ImportCost = z.infer<typeof importAnswer> & { peak_mb: number };

/** What an import of our own took. */
export function importFacts(
  { format, samples, features }: MatrixShape,
  bytes: number,
  { seconds, longest_pauses_s, peak_mb }: ImportCost,
) {
  const matrixMegabytes = (samples * features * Float64Array.BYTES_PER_ELEMENT) / 2 ** 20;
  const ours = median(seconds);
  return {
    name: importBench.name,
    ours_s: significant(ours),
    megabytes: significant(bytes / 1e6),
    megabytes_per_s: significant(bytes / 1e6 / ours),
    format,
    matrix_mb: significant(matrixMegabytes),
    peak_mb,
    peak_per_matrix: significant(peak_mb / matrixMegabytes),
    longest_pause_ms: significant(median(longest_pauses_s) * 1000),
    samples,
    features,
    repeats: seconds.length,
    statistic: 'median, after a warm-up; the file is in the page cache',
  };
}

interface Reader {
  name: string;
  script: string;
  args: string[];
  found: PeerProgram;
}

function readers({ python, r }: Peers, { format }: MatrixShape): Reader[] {
  const calls = { program: undefined, reason: 'the calls between the numbers need code around a reader' };
  if (format === 'res') return [{ name: 'none', script: '', args: [], found: calls }];
  return [
    { name: 'pandas', script: 'readTable.py', args: ['pandas'], found: requirePackage(python, 'pandas') },
    { name: 'numpy', script: 'readTable.py', args: ['numpy'], found: requirePackage(python, 'numpy') },
    { name: 'data.table', script: 'readTable.R', args: [], found: requirePackage(r, 'data.table') },
  ];
}

const readerAnswer = z.object({ seconds: z.array(z.number()), peak_mb: z.number().optional() });
type TimedReader = { peer: string; answer: z.infer<typeof readerAnswer> } | { peer: null; reason: string };

async function timeReader(
  { options, say }: BenchContext,
  { name, script, args, found }: Reader,
  path: string,
  { features }: MatrixShape,
): Promise<TimedReader> {
  if (found.program === undefined) return { peer: null, reason: `${name}: ${found.reason}` };
  say(`reading it with ${name}`);
  const answer = await runPeerScript(found.program, script, [...args, path, features, options.repeats]);
  return { peer: name, answer: readerAnswer.parse(answer) };
}

function describe(shape: MatrixShape, bytes: number, ours: ImportCost, peer: TimedReader): Measurement {
  const facts = importFacts(shape, bytes, ours);
  if (peer.peer === null) return measured({ ...facts, peer: null, peer_reason: peer.reason });
  const { seconds, peak_mb } = peer.answer;
  return measured({
    ...facts,
    peer: `${peer.peer}, which only reads`,
    peer_s: significant(median(seconds)),
    peer_peak_mb: peak_mb === undefined ? null : Math.round(peak_mb),
  });
}
