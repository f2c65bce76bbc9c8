import { availableParallelism } from 'node:os';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import type { Options } from './options.ts';
import type { Session } from './session.ts';
import { UsageError } from './usageError.ts';

export const defaultSeed = 1;
const mostThreads = 256;

export function readSeed(options: Options): number {
  return options.wholeNumber('seed', { least: 0, most: Number.MAX_SAFE_INTEGER }) ?? defaultSeed;
}

/** One per core when nothing is said: there is no window to keep lively. */
export function readThreads(options: Options): number {
  const given = options.wholeNumber('threads', { least: 1, most: mostThreads });
  return given ?? availableParallelism();
}

/**
 * The metric to compute with: the one named, or the data set's only one.
 * @throws UsageError for a data set or metric that the project has not, and for several metrics to choose from
 */
export async function resolveMetric(
  { call }: Session,
  projectId: string,
  dataset: string,
  metric: string | undefined,
): Promise<string> {
  const { datasets } = await call('project/overview', { projectId });
  const summary = datasets.find(({ name }) => name === dataset);
  if (summary === undefined) throw new UsageError(`--dataset: found ${dataset}, expected ${some(datasets)}`);
  const names = summary.metrics.map(({ name }) => name);
  if (metric === undefined && names.length === 1) return names[0];
  if (metric !== undefined && names.includes(metric)) return metric;
  throw new UsageError(`--metric: found ${metric ?? 'nothing'}, expected ${names.join(' or ')}`);
}

function some(datasets: readonly DatasetSummary[]): string {
  const names = datasets.map(({ name }) => name);
  return names.length === 0 ? 'a data set, and the project has none' : `one of ${names.join(', ')}`;
}
