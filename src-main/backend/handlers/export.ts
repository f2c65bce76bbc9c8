import { featureName } from '#shared/model/dataset.ts';
import type { WeightDirection } from '#shared/model/enrichment.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { ExportKind } from '#shared/contract/exports.ts';
import { compareModels, evaluationScores } from '#shared/numerics/analyses/evaluationScores.ts';
import {
  comparisonTable,
  evaluationTable,
  foldsTable,
  predictionsTable,
} from '#main/exporters/evaluationTables.ts';
import {
  drugFitsTable,
  fitTable,
  interceptsTable,
  singularValuesTable,
  weightsTable,
} from '#main/exporters/modelTables.ts';
import type { NamedModel, Positions } from '#main/exporters/modelTables.ts';
import { screenTable } from '#main/exporters/screenTable.ts';
import { writeText } from '#main/exporters/writeText.ts';
import { toolName } from '#main/exporters/geneLists/formats.ts';
import type { ProjectStore } from '#main/store/projectFile.ts';
import type { Handlers } from '../backend.ts';
import { enrichmentExport, geneListExport } from '../geneListExports.ts';
import type { Services } from '../services.ts';

export interface ExportRequest {
  what: ExportKind;
  /** The name of the result. */
  of: string;
  drug?: string;
  /** Of a screen. */
  metric?: string;
  /** Of gene lists: how many genes, and from which end of the weights. */
  top?: number;
  direction?: WeightDirection;
}

/** More than this does not go through a page in one piece; it is written to a file by `export/write`. */
const longestText = 64 << 20;

export function exportHandlers({ projects, files }: Services): Handlers<'export/text' | 'export/write'> {
  return {
    'export/text': ({ projectId, ...request }) => ({
      suggestedName: exportFileName(request),
      text: joinPieces(exportTable(projects.get(projectId).store, request)),
    }),
    'export/write': async ({ projectId, destination, ...request }, { signal }) => {
      const pieces = exportTable(projects.get(projectId).store, request);
      const lineCount = await writeText(files.resolve(destination).path, pieces, signal);
      return { rowCount: lineCount - (endings[request.what] === undefined ? 1 : 0) };
    },
  };
}

/**
 * A table of the command line's contract, header first, a line at a time.
 * @throws TracewiseError `not-found` for a name that is no such result; `invalid-setting` for a drug or metric it has not
 */
export function exportTable(project: ProjectStore, request: ExportRequest): Iterable<string> {
  if (request.metric !== undefined && request.what !== 'screen') throw metricOutOfPlace(request.what);
  switch (request.what) {
    case 'evaluation':
    case 'comparison':
    case 'predictions':
    case 'folds':
      return evaluationExport(project, request.what, request);
    case 'screen':
      return screenExport(project, request);
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

/** Of what is no table with a header, and is named as other tools want it. */
const endings: Partial<Record<ExportKind, string>> = {
  'top-genes': '.txt',
  universe: '.txt',
  'ranked-list': '.rnk',
  gmt: '.gmt',
};

/** For instance `first run-evaluation.tsv`. */
export function exportFileName({ of, what, metric, drug, top, direction }: ExportRequest): string {
  const ending = endings[what];
  if (ending !== undefined) {
    const words = [of, drug, what, top, direction].filter((part) => part !== undefined);
    return `${toolName(words.join(' '))}${ending}`;
  }
  const parts = [of, what, metric, drug].filter((part) => part !== undefined);
  return `${parts.join('-').replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '_')}.tsv`;
}

function evaluationExport(
  project: ProjectStore,
  what: 'evaluation' | 'comparison' | 'predictions' | 'folds',
  { of, drug }: ExportRequest,
): Iterable<string> {
  const { evaluation } = project.loadEvaluation(of);
  const drugs = positionsOf(evaluation.drugs, drug, of);
  switch (what) {
    case 'evaluation':
      return evaluationTable(evaluationScores(evaluation), drugs);
    case 'comparison':
      return comparisonTable(compareModels(evaluationScores(evaluation)));
    case 'predictions':
      return predictionsTable(evaluation, drugs);
    case 'folds':
      return foldsTable(evaluation, drugs);
  }
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
