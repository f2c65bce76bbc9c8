import { parseArgs } from 'node:util';

/** What a run of the benches was asked for. */
export interface BenchOptions {
  names: string[];
  /** A folder of tables as `data/ccle`: given by the user, never part of the repository. */
  data?: string;
  /** Leaves the seeded panels out where there is `data`. */
  onlyData: boolean;
  /** JSON lines are appended to this file as well. */
  out?: string;
  solvers?: string[];
  l1Ratios?: number[];
  repeats: number;
  /** Responses of a batch that the peer is run on, spread evenly. */
  peerDrugs: number;
  threads: number;
  /** Of the label-noise screen. */
  protocols?: string[];
  /** Of the units of the screen, one in so many is run. */
  every: number;
  withPeers: boolean;
  python: string;
  rscript: string;
  /** A folder with the authors' R of kernelized Bayesian multitask learning; never part of the repository. */
  kbmtl?: string;
  seed: number;
  /** Of the import. */
  sizes?: string[];
  /** Instead of the bench's own. */
  samples?: number;
  features?: number;
  tasks?: number;
}

const specs = {
  data: { type: 'string' },
  'only-data': { type: 'boolean' },
  out: { type: 'string' },
  solver: { type: 'string' },
  'l1-ratio': { type: 'string' },
  repeats: { type: 'string' },
  'peer-drugs': { type: 'string' },
  threads: { type: 'string' },
  protocol: { type: 'string' },
  every: { type: 'string' },
  'no-peers': { type: 'boolean' },
  python: { type: 'string' },
  rscript: { type: 'string' },
  kbmtl: { type: 'string' },
  seed: { type: 'string' },
  size: { type: 'string' },
  samples: { type: 'string' },
  features: { type: 'string' },
  tasks: { type: 'string' },
} as const;

export const optionHelp = [
  '--data DIR        tables of real cell lines (expression.tsv .. response.tsv)',
  '--only-data       of the elastic nets, only those on --data',
  '--out FILE        append the JSON lines to a file too',
  '--solver A,B      of the trace norm: admm, proximal-gradient; the default when left out',
  '--l1-ratio A,B    of the elastic net',
  '--repeats N       timed repeats, of which the median counts; 3',
  '--peer-drugs N    responses of a batch that glmnet is run on; 24',
  '--threads N       of what runs on a pool; 2',
  '--protocol A,B    of the screen: fast, paper, strict; all when left out',
  '--every N         of the units of the screen one in N is run, and the rest extrapolated; 10',
  '--size A,B        of the import: 70, 140, 500 and res-300, in megabytes of text; 70,140',
  '--no-peers        only this project',
  '--python, --rscript PATH',
  "--kbmtl DIR       the repository of kbmtl's authors",
  '--seed, --samples, --features, --tasks N',
];

/** @throws TypeError that says what was wrong */
export function readBenchOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({ args: [...args], options: specs, allowPositionals: true });
  return {
    names: positionals,
    data: values.data,
    onlyData: values['only-data'] === true,
    out: values.out,
    solvers: values.solver?.split(','),
    l1Ratios: values['l1-ratio']?.split(',').map((text) => numberOf('--l1-ratio', text, 0, 1)),
    repeats: count('--repeats', values.repeats) ?? 3,
    peerDrugs: count('--peer-drugs', values['peer-drugs']) ?? 24,
    threads: count('--threads', values.threads) ?? 2,
    protocols: values.protocol?.split(','),
    every: count('--every', values.every) ?? 10,
    withPeers: values['no-peers'] !== true,
    python: values.python ?? 'python3',
    rscript: values.rscript ?? 'Rscript',
    kbmtl: values.kbmtl,
    seed: count('--seed', values.seed) ?? 1,
    sizes: values.size?.split(','),
    samples: count('--samples', values.samples),
    features: count('--features', values.features),
    tasks: count('--tasks', values.tasks),
  };
}

function count(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = numberOf(option, text, 1, Number.MAX_SAFE_INTEGER);
  if (!Number.isInteger(value)) throw new TypeError(`${option}: found ${text}, expected a whole number`);
  return value;
}

function numberOf(option: string, text: string, least: number, most: number): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new TypeError(`${option}: found ${text}, expected a number from ${least} to ${most}`);
}
