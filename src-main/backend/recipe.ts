import type { Recipe, RecipeStep } from '#shared/contract/recipe.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { StoredResult } from '#main/store/results.ts';

/**
 * The steps that made a result, what it was derived from included, or all that was made from a data set.
 * @throws TracewiseError `not-found` for a name that is neither; `invalid-setting` when something that it was made from
 *   is gone, or the data set was imported by a version that did not keep how
 */
export function recipeOf(store: ProjectStore, version: string, of: string): Recipe {
  const { datasetId, datasetHash, results } = wanted(store, of);
  const imports = store.loadImportSteps(datasetId);
  if (imports.length === 0) {
    throw new TracewiseError('invalid-setting', `how the data of "${of}" were imported is not known`, {
      found: 'a data set of an earlier version of Tracewise',
      remedy: 'Import the files again, under the same name with --replace.',
    });
  }
  const steps: RecipeStep[] = [
    ...imports.map((step) => ({ kind: 'import' as const, ...step })),
    ...results.map((result) => stepOf(store, result)),
  ];
  return { format: 'tracewise-recipe-1', of, version, datasetHash, steps };
}

interface Wanted {
  datasetId: number;
  datasetHash: string;
  /** What others are derived from before these. */
  results: StoredResult[];
}

function wanted(store: ProjectStore, of: string): Wanted {
  const all = store.listResults();
  const byName = new Map(all.map((result) => [result.name, result]));
  const result = byName.get(of);
  if (result !== undefined) {
    return { ...result, results: withSources([result], byName) };
  }
  const { id: datasetId, hash: datasetHash } = store.datasetSummary(of);
  const made = all.filter((other) => other.datasetId === datasetId);
  return { datasetId, datasetHash, results: withSources(made, byName) };
}

function withSources(
  results: readonly StoredResult[],
  byName: ReadonlyMap<string, StoredResult>,
): StoredResult[] {
  const ordered = new Set<StoredResult>();
  const take = (result: StoredResult): void => {
    for (const name of sourcesOf(result)) {
      const source = byName.get(name);
      if (source?.datasetId !== result.datasetId) throw sourceGone(result.name, name);
      take(source);
    }
    ordered.add(result);
  };
  results.forEach(take);
  return [...ordered];
}

function sourcesOf({ analysis }: StoredResult): string[] {
  if (analysis.kind === 'cluster') return [analysis.settings.model];
  if (analysis.kind !== 'enrich') return [];
  const { model, queries } = analysis.settings;
  return queries.kind === 'clusters' ? [model, queries.clustering] : [model];
}

function stepOf(store: ProjectStore, { name, analysis, datasetName }: StoredResult): RecipeStep {
  if (analysis.kind === 'cluster' || analysis.kind === 'enrich') {
    return { kind: 'derive', name, derivation: analysis };
  }
  const step = { kind: 'analyse' as const, name, dataset: datasetName, analysis };
  const hash = analysis.kind === 'evaluate' ? analysis.settings.folds : undefined;
  if (hash === undefined) return step;
  const { samples, drugs, folds } = store.loadFoldTable(hash);
  return { ...step, folds: { samples, drugs, folds: [...folds] } };
}

function sourceGone(name: string, source: string): TracewiseError {
  return new TracewiseError('invalid-setting', `"${source}", which "${name}" was made from, is gone`, {
    remedy: `Make "${name}" again, from what is there now.`,
  });
}
