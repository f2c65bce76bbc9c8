import type { TogetherBy } from '#shared/contract/layout.ts';
import type { MethodArguments } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import { foldCountOf } from '#shared/model/foldTable.ts';
import type { HoldoutScheme, KeptTogether } from '#shared/model/settings.ts';
import { connectedNames, groupsOf } from '#shared/numerics/analyses/keptTogether.ts';
import { partedPairs } from '#shared/numerics/analyses/partedPairs.ts';
import { readFoldTable } from '#main/importers/foldTable.ts';
import type { FoldedPanel } from '#main/importers/foldTable.ts';
import { readSampleColumn } from '#main/importers/sampleColumn.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { CallContext, Handlers } from '../backend.ts';
import { sanityOf } from '../sanityOf.ts';
import type { Services } from '../services.ts';

type LayoutMethods = 'layout/folds' | 'layout/keep-folds' | 'layout/groups' | 'evaluation/parted';

export function layoutHandlers(services: Services): Handlers<LayoutMethods> {
  const { projects, files } = services;
  return {
    'layout/folds': async ({ projectId, dataset, metric, scheme, fileId }, context) => {
      const { store } = projects.get(projectId);
      const source = files.resolve(fileId);
      const panel = foldedPanel(store, dataset, metric, scheme);
      const { table, warnings } = await readFoldTable(source, panel, readingOf(context, source.name));
      const { length: drugCount } = table.drugs;
      return { folds: store.saveFoldTable(table), foldCount: foldCountOf(table), drugCount, warnings };
    },
    'layout/keep-folds': ({ projectId, table }) => {
      const kept = { ...table, folds: Uint8Array.from(table.folds) };
      return { folds: projects.get(projectId).store.saveFoldTable(kept) };
    },
    'layout/groups': (asked, context) => groupsFor(services, asked, context),
    'evaluation/parted': async ({ projectId, name }, context) => {
      const { store } = projects.get(projectId);
      const { evaluation, datasetId, datasetName } = store.loadEvaluation(name);
      const current = store.listDatasets().find((dataset) => dataset.name === datasetName);
      // Of a data set that was replaced since, only what was found at the time is known.
      const report =
        current?.id === datasetId
          ? await sanityOf(services, projectId, datasetName, context)
          : store.sanityReport(datasetId);
      return report === undefined ? [] : partedPairs(evaluation, report);
    },
  };
}

function foldedPanel(
  store: ProjectStore,
  dataset: string,
  metric: string,
  scheme: HoldoutScheme,
): FoldedPanel {
  const { id, hasTissues, drugNames: drugs } = store.datasetSummary(dataset);
  const { samples } = store.loadAxes(id);
  return {
    samples: samples.map(({ name }) => name),
    drugs,
    responses: store.loadResponses(id, metric),
    scheme,
    ...(hasTissues ? { tissues: samples.map(({ tissue }) => tissue ?? '') } : {}),
  };
}

async function groupsFor(
  services: Services,
  { projectId, dataset, metric, scheme, by }: MethodArguments<'layout/groups'>,
  context: CallContext,
): Promise<KeptTogether> {
  const { store } = services.projects.get(projectId);
  const summary = store.datasetSummary(dataset);
  const { samples } = store.loadAxes(summary.id);
  const names = samples.map(({ name }) => name);
  if (by.kind === 'near-identical') {
    const { nearSamples, nearDrugs } = await sanityOf(services, projectId, dataset, context);
    const pairs = scheme === 'transductive' ? nearDrugs.filter(({ within }) => within === metric) : [];
    return {
      by: by.kind,
      samples: connectedNames(names, nearSamples),
      drugs: connectedNames(summary.drugNames, pairs),
    };
  }
  const values = by.kind === 'column' ? await columnOf(services, by, context) : undefined;
  const valueOf = (name: string, place: number) =>
    values === undefined ? samples[place].tissue : values.get(name);
  const groups = groupsOf(names, valueOf);
  if (groups.length === 0) throw noGroups(by);
  return { by: by.kind === 'column' ? by.column : by.kind, samples: groups, drugs: [] };
}

function columnOf(
  { files }: Services,
  { fileId, column }: Extract<TogetherBy, { kind: 'column' }>,
  context: CallContext,
): Promise<ReadonlyMap<string, string>> {
  const source = files.resolve(fileId);
  return readSampleColumn(source, column, readingOf(context, source.name));
}

function noGroups(by: TogetherBy): TracewiseError {
  const what = by.kind === 'column' ? `the column ${by.column}` : 'the tissue';
  return new TracewiseError('invalid-setting', `no two samples of the data set share a value of ${what}`, {
    remedy: 'Check that the table names the samples as the data set does, or keep nothing together.',
  });
}

function readingOf({ signal, progress }: CallContext, name: string) {
  const message = `reading ${name}`;
  return { signal, progress: (fraction: number) => progress({ fraction, message }) };
}
