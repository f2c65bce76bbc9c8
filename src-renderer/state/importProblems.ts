import { featureRoles } from '#shared/model/dataset.ts';
import type { DatasetSummary } from '#shared/model/dataset.ts';
import { isMatrix } from './draftFile.svelte.ts';
import type { DraftFile } from './draftFile.svelte.ts';

/** Why the files of an import cannot be used yet; `undefined` when they can. */
export function filesProblem(files: readonly DraftFile[], isAddition: boolean): string | undefined {
  if (files.length === 0) {
    return isAddition
      ? 'Choose at least one file: features or drug response.'
      : 'Choose at least two files: features and drug response.';
  }
  if (files.some(({ failure }) => failure !== undefined)) return 'Remove the files that could not be read.';
  if (files.some(({ inspected }) => inspected === undefined)) return 'Still looking at the files.';
  return undefined;
}

/**
 * What is wrong or missing in what the files are said to be.
 * @param target the data set that they are added to; `undefined` for a new one
 */
export function rolesProblem(
  files: readonly DraftFile[],
  target: DatasetSummary | undefined,
): string | undefined {
  return (
    readingProblem(files) ??
    (target === undefined ? newDatasetProblem(files) : additionProblem(files, target)) ??
    metricProblem(files) ??
    (files.some(({ role, block }) => role === 'features' && block.trim() === '')
      ? 'Name the block of features.'
      : undefined) ??
    lookupProblem(files)
  );
}

function readingProblem(files: readonly DraftFile[]): string | undefined {
  if (files.some(({ isRereading }) => isRereading)) return 'Still looking at a file again.';
  const unreadable = files.find(({ rereadFailure }) => rereadFailure !== undefined);
  return unreadable && `${unreadable.file.name} cannot be read this way.`;
}

function newDatasetProblem(files: readonly DraftFile[]): string | undefined {
  if (!files.some(({ role }) => role === 'response')) return 'Say which file holds the drug response.';
  return files.some(({ role }) => featureRoles.some((feature) => feature === role))
    ? undefined
    : 'Say which file holds features: expression, copy number, mutation or others.';
}

function additionProblem(files: readonly DraftFile[], target: DatasetSummary): string | undefined {
  if (!files.some(({ role }) => isMatrix(role))) return 'Say which file holds features or a drug response.';
  const known = target.metrics.map(({ name }) => name);
  const twice = metricsOf(files).find((metric) => known.includes(metric));
  return twice === undefined ? undefined : `“${target.name}” has a metric “${twice}” already.`;
}

function metricProblem(files: readonly DraftFile[]): string | undefined {
  const responses = files.filter(({ role }) => role === 'response');
  const without = responses.find((file) => file.namesMetrics && file.chosenMetrics.length === 0);
  if (without !== undefined) return `Choose at least one metric of ${without.file.name}.`;
  const metrics = metricsOf(files);
  if (metrics.includes('')) return 'Name the metric of the drug response.';
  return metrics.some((metric, index) => metrics.indexOf(metric) < index)
    ? 'Two response files have the same metric.'
    : undefined;
}

function lookupProblem(files: readonly DraftFile[]): string | undefined {
  if (files.some(({ role }) => role === 'lookup')) return undefined;
  const bare = files.find((file) => isMatrix(file.role) && idColumnsOf(file).length > 0);
  return bare && `${bare.file.name} holds ids: add the table that turns them into names.`;
}

function metricsOf(files: readonly DraftFile[]): string[] {
  return files
    .filter(({ role }) => role === 'response')
    .flatMap((file) => (file.namesMetrics ? file.chosenMetrics : [file.metric.trim()]));
}

/** Columns of ids in a file that a table of names must be joined to. */
export function idColumnsOf({ inspected }: DraftFile): readonly string[] {
  return inspected?.idColumns ?? [];
}
