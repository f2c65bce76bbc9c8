import type { Measurement } from '../run/measurement.ts';
import { growthExponent } from '../run/timings.ts';
import { markdownTable, shownSeconds } from './table.ts';

const axisNames: Readonly<Record<string, string>> = {
  samples: 'n (samples)',
  features: 'p (features)',
  tasks: 'T (drugs)',
  threads: 'threads',
};

/** A line of Markdown after another: a table for each bench, with a row for each point of its curves. */
export function scalingTables(lines: readonly Measurement[]): string[] {
  return groupedBy(lines, 'of').flatMap(([bench, points]) => [`**${bench}**`, '', ...curveTable(points), '']);
}

function curveTable(points: readonly Measurement[]): string[] {
  const rows = groupedBy(points, 'axis').flatMap(([, curve]) => {
    const sorted = curve.toSorted((a, b) => place(a) - place(b));
    return sorted.map((point, index) => curveRow(point, index === 0 ? undefined : sorted[index - 1]));
  });
  return markdownTable(['axis', 'value', 'time', 'exponent', 'peak memory', 'exponent'], rows);
}

/** By a field, in the order of their first appearance. */
function groupedBy(lines: readonly Measurement[], field: string): [string, Measurement[]][] {
  const groups = new Map<string, Measurement[]>();
  for (const line of lines) {
    const key = String(line[field]);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups];
}

function curveRow(point: Measurement, before: Measurement | undefined): string[] {
  const axis = String(point['axis']);
  return [
    axisNames[axis] ?? axis,
    place(point).toLocaleString('en-US'),
    shownSeconds(point.ours_s),
    exponent(before, point, ({ ours_s }) => ours_s),
    point.peak_mb === null ? '' : `${point.peak_mb} MiB`,
    exponent(before, point, ({ peak_mb }) => peak_mb ?? NaN),
  ];
}

function exponent(
  before: Measurement | undefined,
  point: Measurement,
  value: (line: Measurement) => number,
): string {
  if (before === undefined) return '';
  const from = { x: place(before), y: value(before) };
  const growth = growthExponent(from, { x: place(point), y: value(point) });
  return Number.isFinite(growth) ? growth.toFixed(2) : '';
}

function place(point: Measurement): number {
  return Number(point['at']);
}
