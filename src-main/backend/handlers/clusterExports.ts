import type { ClusterSettings } from '#shared/model/clustering.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { drugPlaces } from '#shared/numerics/analyses/structure/clusterModel.ts';
import { newickText } from '#shared/model/newick.ts';
import { clustersTable, factorsTable, mergesTable } from '#main/exporters/clusterTables.ts';
import { namesOf } from '#main/jobs/derivations.ts';
import type { Derivations, Waiting } from '#main/jobs/derivations.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';

/** The tables of a clustering alone. */
export function clusteringExport(
  project: ProjectStore,
  what: 'merges' | 'clusters' | 'newick',
  of: string,
): Iterable<string> {
  const { tree, k, clusters } = project.loadClustering(of).clustering;
  switch (what) {
    case 'merges':
      return mergesTable(tree);
    case 'clusters':
      return clustersTable(tree, k, clusters);
    case 'newick':
      return [newickText(tree)];
  }
}

/** Of a model all of it, on the scale it was fitted on; of a clustering the drugs and the scale that it shows. */
export async function factorsExport(
  project: ProjectStore,
  derivations: Derivations,
  of: string,
  waiting: Waiting,
): Promise<Iterable<string>> {
  const { model, scale, drugs } = modelBehind(project, of);
  const source = derivations.source(project, model);
  const places = drugPlaces(source.drugs, drugs, model);
  const shown = Array.from(places, (place) => source.drugs[place]);
  const question = { fitted: source.fitted, scale, drugs: shown, drugPlaces: places };
  const answer = await derivations.askAgain(source, [scale, drugs], { kind: 'factors', question }, waiting);
  if (answer.kind !== 'factors') throw new TypeError(`invalid answer to a question: ${answer.kind}`);
  return factorsTable({
    drugNames: shown.map(({ name }) => name),
    featureNames: namesOf(source.features),
    drugs: answer.factors.drugs,
    features: answer.factors.features,
  });
}

/** @throws TracewiseError `conflict` for a clustering whose model has gone */
function modelBehind(project: ProjectStore, of: string): Pick<ClusterSettings, 'model' | 'scale' | 'drugs'> {
  const found = project.findResult(of);
  if (found?.analysis.kind !== 'cluster') return { model: of, scale: 'fitted' };
  const { settings } = found.analysis;
  if (project.findSource(of)?.modelIsThere === true) return settings;
  throw new TracewiseError(
    'conflict',
    `the model "${settings.model}" of "${of}" was deleted or replaced since`,
    { remedy: 'Factors are those of a model: ask for those of one that is there.' },
  );
}
