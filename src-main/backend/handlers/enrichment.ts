import type { EnrichmentSummary } from '#shared/contract/enrichment.ts';
import type { MethodArguments } from '#shared/contract/methods.ts';
import type { EnrichSettings } from '#shared/model/enrichment.ts';
import type { JobProject } from '#main/jobs/activeJob.ts';
import { Recent } from '#main/jobs/recent.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { CallContext, Handlers } from '../backend.ts';
import { enrichmentCards } from '../cards.ts';
import { basisHash, clusteringOf, enrichQuestion } from '../enrichQuestion.ts';
import { queryView, summarise, tested, valuesOf } from '../enrichmentView.ts';
import type { TestedEnrichment } from '../enrichmentView.ts';
import type { Services } from '../services.ts';

type EnrichmentMethods = 'enrichment/run' | 'enrichment/summary' | 'enrichment/values' | 'enrichment/query';

/** Two enrichments are looked at side by side. */
const keptEnrichments = 2;

export function enrichmentHandlers(services: Services): Handlers<EnrichmentMethods> {
  const { projects } = services;
  const kept = new Recent<TestedEnrichment>(keptEnrichments);
  const testedOf = (store: ProjectStore, name: string): TestedEnrichment => {
    const key = JSON.stringify([store.path, name, store.findResult(name)?.createdAt]);
    const found = kept.get(key) ?? tested(store.loadEnrichment(name).enrichment);
    kept.set(key, found);
    return found;
  };
  const summaryOf = (store: ProjectStore, name: string): EnrichmentSummary => {
    const stored = store.loadEnrichment(name);
    const [card] = enrichmentCards(store, stored);
    return { card, ...summarise(testedOf(store, name), store.loadAxes(stored.datasetId).drugs) };
  };
  return {
    'enrichment/run': async (args, context) => {
      const project = projects.get(args.projectId);
      const { wasDone } = await run(services, project, args, context);
      return { wasDone, summary: summaryOf(project.store, args.name) };
    },
    'enrichment/summary': ({ projectId, name }) => summaryOf(projects.get(projectId).store, name),
    'enrichment/values': ({ projectId, name, sets }) =>
      valuesOf(testedOf(projects.get(projectId).store, name), sets),
    'enrichment/query': ({ projectId, name, query }) =>
      queryView(testedOf(projects.get(projectId).store, name), query),
  };
}

async function run(
  { geneSets, genes, files, derivations, publish }: Services,
  project: JobProject,
  args: MethodArguments<'enrichment/run'>,
  context: CallContext,
): Promise<{ wasDone: boolean }> {
  const { name, replace, projectId } = args;
  const loaded =
    args.sets.kind === 'kept'
      ? await geneSets.load(args.sets.name, context)
      : await geneSets.loadFile(files.resolve(args.sets.fileId), context);
  const { model, queries, top, direction } = args;
  const settings: EnrichSettings = { model, sets: loaded.file, queries, top, direction };
  const clustering = clusteringOf(project.store, settings);
  const names = await genes();
  const outcome = await derivations.enrich(
    project,
    {
      name,
      replace,
      derivation: { kind: 'enrich', settings },
      basis: basisHash({ clustering }),
      question: (source) => enrichQuestion(source, { settings, sets: loaded.sets, names, clustering }),
    },
    {
      signal: context.signal,
      onReport: ({ fraction }) => context.progress({ fraction, message: `enriching "${model}"` }),
    },
  );
  if (!outcome.wasDone) {
    publish({ event: 'project/changed', payload: { projectId } });
    publish({ event: 'library/changed', payload: null });
  }
  return outcome;
}
