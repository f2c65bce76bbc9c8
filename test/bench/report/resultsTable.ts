import type { Measurement } from '../run/measurement.ts';
import { markdownTable, shownDigits, shownSeconds } from './table.ts';

/** The Markdown table of all measurements that are no points of a curve. */
export function resultsTable(lines: readonly Measurement[]): string[] {
  const header = ['bench', 'work', 'ours', 'peer', 'its time', 'ours / peer', 'what was bought', 'peak'];
  const rows = lines.filter(({ name }) => name !== 'scaling').map(resultRow);
  return markdownTable(header, rows);
}

function resultRow(line: Measurement): string[] {
  return [
    line.name,
    workOf(line),
    shownSeconds(line.ours_s),
    line.peer ?? `none: ${text(line, 'peer_reason')}`,
    line.peer_s === null ? '' : `${'peer_extrapolated' in line ? 'about ' : ''}${shownSeconds(line.peer_s)}`,
    line.ratio === null ? '' : shownDigits(line.ratio),
    boughtBy(line).join('; '),
    line.peak_mb === null ? '' : `${line.peak_mb} MiB`,
  ];
}

/** Shape and settings. */
function workOf(line: Measurement): string {
  const parts = [
    text(line, 'operation'),
    tagged(line, 'size', (size) => `${size} x ${size}`),
    shapeOf(line),
    tagged(line, 'paths', (paths) => `${paths} paths, time of one`),
    tagged(line, 'l1_ratio', (ratio) => `l1Ratio ${ratio}`),
    tagged(line, 'minimum_fraction', (fraction) => `to ${fraction} lambdaMax`),
    tagged(line, 'tolerance', (tolerance) => `at ${tolerance}`),
    tagged(line, 'solver', (solver) => (solver === 'default' ? '' : solver)),
    tagged(line, 'megabytes', (megabytes) => `${Math.round(Number(megabytes))} MB`),
    tagged(line, 'folds', (folds) => folds),
    tagged(line, 'resamples', (resamples) => `${text(line, 'protocol')}, ${resamples}`),
    tagged(line, 'scheme', (scheme) => `${scheme}, ${text(line, 'protocol')}`),
    line.threads > 1 ? `${line.threads} threads` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function shapeOf(line: Measurement): string {
  const sizes = ['samples', 'features', 'tasks', 'items', 'values'].map((field) => line[field]);
  return sizes
    .filter((size) => typeof size === 'number')
    .map((size) => size.toLocaleString('en-US'))
    .join(' x ');
}

function boughtBy(line: Measurement): string[] {
  const parts = [
    tagged(line, 'ours_gflops', (ours) => `${shown(ours)} GFLOP/s`),
    tagged(line, 'peer_gflops', (peer) => `peer ${shown(peer)}`),
    tagged(line, 'megabytes_per_s', (speed) => `${shown(speed)} MB/s`),
    tagged(line, 'longest_pause_ms', (pause) => `longest pause ${shown(pause)} ms`),
    tagged(line, 'median_fps', (frames) => `${shown(frames)} frames/s`),
    tagged(line, 'slowest_5_percent_fps', (frames) => `slowest 5 % at ${shown(frames)}`),
    line.certificate === null ? '' : `certificate ${line.certificate.toExponential(1)}`,
    tagged(line, 'judged_certificate', (judged) => `${Number(judged).toExponential(1)} by numpy`),
    tagged(line, 'worst_excess', (excess) => `worst excess ${Number(excess).toExponential(1)}`),
    tagged(line, 'rank', (rank) => `rank ${rank} of ${text(line, 'reduced_rank')} at the end`),
    tagged(line, 'reduction_s', (seconds) => `of it reduction ${shownSeconds(Number(seconds))}`),
    tagged(line, 'nmse', (nmse) => `nMSE ${shown(nmse)}`),
    tagged(
      line,
      'trace_norm_nmse',
      (nmse) => `nMSE ${shown(nmse)} against ${shown(line['elastic_net_nmse'])}`,
    ),
    tagged(line, 'units_run', (units) => `from ${units} of ${text(line, 'unit_count')} units`),
    tagged(line, 'noisy_share', (share) => `${shown(share)} noisy`),
    tagged(line, 'permutations_per_drug', (count) => `${shown(count)} permutations a drug`),
    tagged(line, 'distances_s', (seconds) => `of it distances ${shownSeconds(Number(seconds))}`),
    tagged(line, 'same_merges', (same) => (same === true ? 'the same merges' : 'other merges')),
    tagged(line, 'wins', (wins) => `${wins} wins, ${text(line, 'losses')} losses`),
  ];
  return parts.filter((part) => part !== '');
}

function shown(value: unknown): string {
  return typeof value === 'number' ? shownDigits(value) : 'NA';
}

function text(line: Measurement, field: string): string {
  const value = line[field];
  return value === undefined || value === null ? '' : String(value);
}

/** What a field makes, or nothing where it is not there. */
function tagged(
  line: Measurement,
  field: string,
  describe: (value: string | number | boolean) => unknown,
): string {
  const value = line[field];
  return value === undefined || value === null ? '' : String(describe(value));
}
