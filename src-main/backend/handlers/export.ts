import { featureName } from '#shared/model/dataset.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ExportKind } from '#shared/contract/exports.ts';
import { compareModels, evaluationScores, rankModels } from '#shared/numerics/analyses/evaluationScores.ts';
import {
  comparisonTable,
  evaluationTable,
  foldsTable,
  friedmanTable,
  predictionsTable,
  stackWeightsTable,
  fittedStackWeightsTable,
} from '#main/exporters/evaluationTables.ts';
import {
  drugFitsTable,
  fitTable,
  interceptsTable,
  singularValuesTable,
  weightsTable,
} from '#main/exporters/modelTables.ts';
import type { NamedModel, Positions } from '#main/exporters/modelTables.ts';
import { stabilityTable } from '#main/exporters/stabilityTable.ts';
import { screenTable } from '#main/exporters/screenTable.ts';
import { taskGroupsTable } from '#main/exporters/taskGroupsTable.ts';
import { writeText } from '#main/exporters/writeText.ts';
import { toolName } from '#shared/model/listNames.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import { recipeOf } from '../recipe.ts';
import { stableGenes } from '../geneStability.ts';
import { enrichmentExport, geneListExport } from '../geneListExports.ts';
import type { CallContext, Handlers } from '../backend.ts';
import type { ExportRequest } from '../exportRequest.ts';
import type { Services } from '../services.ts';
import { clusteringExport, factorsExport } from './clusterExports.ts';

/** More than this does not go through a page in one piece; it is written to a file by `export/write`. */
const longestText = 64 << 20;

export function exportHandlers(services: Services): Handlers<'export/text' | 'export/write'> {
  return {
    'export/text': async ({ projectId, ...request }, context) => ({
      suggestedName: exportFileName(request),
      text: joinPieces(await exportTable(services, projectId, request, context)),
    }),
    'export/write': async ({ projectId, destination, ...request }, context) => {
      const pieces = await exportTable(services, projectId, request, context);
      const path = services.files.resolve(destination).path;
      const lineCount = await writeText(path, pieces, context.signal);
      return { rowCount: lineCount - (request.what in endings ? 0 : 1) };
    },
  };
}

/**
 * A table of the command line's contract, header first, a line at a time.
 * @throws TracewiseError `not-found` for a name that is no such result; `invalid-setting` for a drug or metric it has not
 */
async function exportTable(
  { projects, derivations, version }: Services,
  projectId: string,
  request: ExportRequest,
  { signal, progress }: CallContext,
): Promise<Iterable<string>> {
  const project = projects.get(projectId);
  const { what } = request;
  if (what === 'recipe') {
    refuseOutOfPlace(request);
    return [`${JSON.stringify(recipeOf(project.store, version, request.of), null, 1)}\n`];
  }
  if (what !== 'factors' && what !== 'stability') return storedTable(project.store, { ...request, what });
  refuseOutOfPlace(request);
  const message = `${what} of "${request.of}"`;
  const onReport = ({ fraction }: { fraction: number }) => progress({ fraction, message });
  const waiting = derivations.whileOpen(project, { signal, onReport });
  if (what === 'factors') return factorsExport(project.store, derivations, request.of, waiting);
  const { of: model, ...asked } = request;
  return stabilityTable(await stableGenes(project.store, derivations, { ...asked, model }, waiting));
}

function storedTable(
  project: ProjectStore,
  request: ExportRequest & { what: Exclude<ExportKind, 'factors' | 'stability' | 'recipe'> },
): Iterable<string> {
  refuseOutOfPlace(request);
  switch (request.what) {
    case 'evaluation':
    case 'comparison':
    case 'friedman':
    case 'predictions':
    case 'folds':
      return evaluationExport(project, request.what, request);
    case 'stack-weights':
      return stackWeightsExport(project, request);
    case 'screen':
      return screenExport(project, request);
    case 'tasks':
      return taskGroupsExport(project, request);
    case 'merges':
    case 'clusters':
    case 'newick':
      return clusteringExport(project, request.what, request.of);
    case 'enrichment':
      return enrichmentExport(project, request);
    case 'top-genes':
    case 'universe':
    case 'ranked-list':
    case 'gmt':
      return geneListExport(project, request.what, request);
    default:
      return modelExport(project, request.what, request);
  }
}

/** Of what is no table with a header. */
const endings: Partial<Record<ExportKind, string>> = {
  newick: '.nwk',
  recipe: '.json',
  'top-genes': '.txt',
  universe: '.txt',
  'ranked-list': '.rnk',
  gmt: '.gmt',
};

/** For instance `first run-evaluation.tsv`; without hyphens what is for other tools. */
export function exportFileName({ of, what, metric, drug, top, direction }: ExportRequest): string {
  const ending = endings[what] ?? '.tsv';
  if (!['.tsv', '.nwk', '.json'].includes(ending)) {
    const words = [of, drug, what, top, direction].filter((part) => part !== undefined);
    return `${toolName(words.join(' '))}${ending}`;
  }
  const parts = [of, what, metric, drug].filter((part) => part !== undefined);
  return `${parts.join('-').replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '_')}${ending}`;
}

function evaluationExport(
  project: ProjectStore,
  what: 'evaluation' | 'comparison' | 'friedman' | 'predictions' | 'folds',
  { of, drug }: ExportRequest,
): Iterable<string> {
  const { evaluation } = project.loadEvaluation(of);
  const drugs = positionsOf(evaluation.drugs, drug, of);
  switch (what) {
    case 'evaluation':
      return evaluationTable(evaluationScores(evaluation), drugs);
    case 'comparison':
      return comparisonTable(compareModels(evaluationScores(evaluation)));
    case 'friedman':
      return friedmanTable(rankModels(evaluationScores(evaluation)));
    case 'predictions':
      return predictionsTable(evaluation, drugs);
    case 'folds':
      return foldsTable(evaluation, drugs);
  }
}

/** Of an evaluation a row per drug and outer fold, of a fitted stack a row per drug. */
function stackWeightsExport(project: ProjectStore, { of, drug }: ExportRequest): Iterable<string> {
  if (project.findResult(of)?.analysis.kind === 'fit') {
    const { model } = project.loadModel(of);
    return fittedStackWeightsTable(model, positionsOf(model.drugs, drug, of), of);
  }
  const { evaluation } = project.loadEvaluation(of);
  return stackWeightsTable(evaluation, positionsOf(evaluation.drugs, drug, of), of);
}

function modelExport(
  project: ProjectStore,
  what: 'weights' | 'intercepts' | 'fit' | 'fit-drugs' | 'singular-values',
  { of, drug }: ExportRequest,
): Iterable<string> {
  const stored = project.loadModel(of);
  const drugs = positionsOf(stored.model.drugs, drug, of);
  const { features } = project.loadAxes(stored.datasetId);
  const blockCount = new Set(features.map(({ block }) => block)).size;
  const named: NamedModel = {
    name: stored.name,
    datasetName: stored.datasetName,
    datasetHash: stored.datasetHash,
    seed: stored.seed,
    version: stored.version,
    featureNames: features.map((feature) => featureName(feature, blockCount)),
    model: stored.model,
  };
  switch (what) {
    case 'weights':
      return weightsTable(named, drugs);
    case 'intercepts':
      return interceptsTable(named, drugs);
    case 'fit':
      return fitTable(named);
    case 'fit-drugs':
      return drugFitsTable(named, drugs);
    case 'singular-values':
      return singularValuesTable(named);
  }
}

function screenExport(project: ProjectStore, { of, drug, metric }: ExportRequest): Iterable<string> {
  const { drugs, settings } = project.loadScreenTable(of);
  if (metric !== undefined && !settings.metrics.includes(metric)) {
    throw new TracewiseError('invalid-setting', `"${of}" has no metric "${metric}"`, {
      found: metric,
      expected: settings.metrics.join(', '),
    });
  }
  const ofMetric = drugs.filter((row) => metric === undefined || row.metric === metric);
  const wanted = ofMetric.filter((row) => drug === undefined || row.drug === drug);
  if (drug !== undefined && wanted.length === 0) {
    throw noDrug(of, drug, [...new Set(ofMetric.map((row) => row.drug))]);
  }
  return screenTable(wanted, { withMetric: metric === undefined && settings.metrics.length > 1 });
}

function taskGroupsExport(project: ProjectStore, { of, drug }: ExportRequest): Iterable<string> {
  const { taskGroups } = project.loadTaskGroups(of);
  const names = taskGroups.drugs.map((grouped) => grouped.drug);
  return taskGroupsTable(taskGroups, positionsOf(names, drug, of));
}

function positionsOf(drugs: readonly string[], drug: string | undefined, of: string): Positions {
  if (drug === undefined) return drugs.map((_, index) => index);
  const position = drugs.indexOf(drug);
  if (position !== -1) return [position];
  throw noDrug(of, drug, drugs);
}

function noDrug(of: string, drug: string, known: readonly string[]): TracewiseError {
  return new TracewiseError('invalid-setting', `"${of}" has no drug "${drug}"`, {
    found: drug,
    expected: known.slice(0, 5).join(', ') + (known.length > 5 ? ' ...' : ''),
  });
}

/** Tables that are of all drugs together. */
const ofAllDrugs: readonly ExportKind[] = [
  'comparison',
  'friedman',
  'merges',
  'clusters',
  'newick',
  'factors',
];

/** @throws TracewiseError `invalid-setting` for a drug or a metric that the table cannot be of */
function refuseOutOfPlace({ what, drug, metric }: ExportRequest): void {
  if (metric !== undefined && what !== 'screen') throw metricOutOfPlace(what);
  if (drug === undefined || !ofAllDrugs.includes(what)) return;
  throw new TracewiseError('invalid-setting', `the table "${what}" is of all drugs together`, {
    remedy: 'Leave the drug out.',
  });
}

function metricOutOfPlace(what: ExportKind): TracewiseError {
  return new TracewiseError('invalid-setting', `the table "${what}" is of one metric anyway`, {
    remedy: 'Leave the metric out; only the table "screen" takes it.',
  });
}

function joinPieces(pieces: Iterable<string>): string {
  const kept: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > longestText) {
      throw new TracewiseError('invalid-setting', 'the table is too large to be shown or copied', {
        found: `more than ${longestText >> 20} MB`,
        remedy: 'Save it to a file instead',
      });
    }
    kept.push(piece);
  }
  return kept.join('');
}
