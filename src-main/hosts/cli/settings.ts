import { availableParallelism } from 'node:os';
import { evaluableBlocks, recordedBlocks } from '#shared/model/blocks.ts';
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
  session: Session,
  projectId: string,
  dataset: string,
  metric: string | undefined,
): Promise<string> {
  const names = await metricsOf(session, projectId, dataset);
  if (metric === undefined && names.length === 1) return names[0];
  if (metric !== undefined && names.includes(metric)) return metric;
  throw unknownMetric(metric ?? '', names);
}

/**
 * The metrics to compute with: those named, `A,B` standing for both unless a metric has that very name; all of the data
 * set when none is named.
 * @throws UsageError for a data set or metric that the project has not, and for a metric named twice
 */
export async function resolveMetrics(
  session: Session,
  projectId: string,
  dataset: string,
  named: readonly string[],
): Promise<string[]> {
  const known = await metricsOf(session, projectId, dataset);
  if (named.length === 0) return known;
  const metrics = named.flatMap((text) => (known.includes(text) ? [text] : splitAtCommas(text)));
  for (const [index, metric] of metrics.entries()) {
    if (!known.includes(metric)) throw unknownMetric(metric, known);
    if (metrics.indexOf(metric) < index) {
      throw new UsageError(`--metric: found ${metric} twice, expected each metric once`);
    }
  }
  return metrics;
}

/**
 * The blocks to train on as settings record them; `undefined` when none is named, or all are.
 * @throws UsageError for a block that the data set has not
 */
export async function resolveBlocks(
  session: Session,
  projectId: string,
  dataset: string,
  named: readonly string[],
): Promise<string[] | undefined> {
  if (named.length === 0) return undefined;
  const { blocks, hasTissues } = await summaryOf(session, projectId, dataset);
  const own = blocks.map(({ name }) => name);
  const known = evaluableBlocks(own, hasTissues);
  const unknown = named.find((block) => !known.includes(block));
  if (unknown !== undefined)
    throw new UsageError(`--blocks: found ${unknown}, expected some of ${known.join(', ')}`);
  return recordedBlocks(own, named);
}

function splitAtCommas(text: string): string[] {
  return text.split(',').map((part) => part.trim());
}

async function metricsOf(session: Session, projectId: string, dataset: string): Promise<string[]> {
  const { metrics } = await summaryOf(session, projectId, dataset);
  return metrics.map(({ name }) => name);
}

async function summaryOf({ call }: Session, projectId: string, dataset: string): Promise<DatasetSummary> {
  const { datasets } = await call('project/overview', { projectId });
  const summary = datasets.find(({ name }) => name === dataset);
  if (summary === undefined) throw new UsageError(`--dataset: found ${dataset}, expected ${some(datasets)}`);
  return summary;
}

function unknownMetric(found: string, known: readonly string[]): UsageError {
  return new UsageError(
    `--metric: found ${found === '' ? 'nothing' : found}, expected ${known.join(' or ')}`,
  );
}

function some(datasets: readonly DatasetSummary[]): string {
  const names = datasets.map(({ name }) => name);
  return names.length === 0 ? 'a data set, and the project has none' : `one of ${names.join(', ')}`;
}
