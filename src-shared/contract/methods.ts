import { z } from 'zod';
import { treeOptions, weightScale } from '../model/clustering.ts';
import { clusterDerivation } from '../model/derivation.ts';
import { missingPolicy } from '../model/dataset.ts';
import type { DatasetSummary, TableRole } from '../model/dataset.ts';
import { topCount, weightDirection } from '../model/enrichment.ts';
import { namingOptions } from '../model/imports.ts';
import type { MatchReport, Orientation } from '../model/imports.ts';
import { importedTable } from '../model/recipe.ts';
import type { SanityReport } from '../model/sanity.ts';
import type { JobView } from '../model/job.ts';
import type { DrugFit, FitStatus, LambdaCurve, ScreenedDrug } from '../model/results.ts';
import type { ModelComparison, ModelRanking, ModelScores } from '../model/scores.ts';
import { evaluationSettings, fitSettings, screenSettings } from '../model/settings.ts';
import type { EvaluatedModel } from '../model/settings.ts';
import { taskGroupSettings } from '../model/taskGroups.ts';
import type { ClusterCard, EvaluationCard, ModelCard, ProjectCard, ScreenCard } from './cards.ts';
import { comparisonArguments } from './comparisons.ts';
import type { ComparisonResults } from './comparisons.ts';
import { deskArguments } from './desk.ts';
import type { DeskResults } from './desk.ts';
import { enrichmentArguments } from './enrichment.ts';
import type { EnrichmentCard, EnrichmentResults } from './enrichment.ts';
import { exportKind } from './exports.ts';
import { layoutArguments } from './layout.ts';
import type { LayoutResults } from './layout.ts';
import { safetyArguments } from './safety.ts';
import type { SafetyResults } from './safety.ts';
import type { ClusteringSummary, DrugTree, Heatmap, LatentFactors } from './structure.ts';
import type { TaskGroupsCard, TaskGroupsSummary } from './taskGroups.ts';
import type { WireError } from './wire.ts';

export type { ClusterCard, EvaluationCard, ModelCard, ProjectCard, ResultCard, ScreenCard } from './cards.ts';
export type { TrashedProject } from './safety.ts';
export type {
  ClusteringSummary,
  DrugTree,
  Heatmap,
  HeatmapFeature,
  LatentFactor,
  LatentFactors,
  StructureDrug,
} from './structure.ts';
export type { DrugScore, FoldScore, ModelComparison, ModelRanking, ModelScores } from '../model/scores.ts';

const name = z.string().trim().min(1).max(200);
const projectId = z.string().min(1);
/** Files cross as ids that the host gave out, never as paths. */
const fileId = z.string().min(1);
const ofProject = z.strictObject({ projectId });
const ofJob = z.strictObject({ projectId, jobId: z.number().int() });
const ofResult = z.strictObject({ projectId, name });
const nothing = z.strictObject({});

/** A file of an import with what the user (or recognition) says it is. */
export const importTable = z.strictObject({ fileId, ...importedTable.shape });
export type ImportTable = z.infer<typeof importTable>;

export const importRequest = z.strictObject({
  dataset: name,
  tables: z.array(importTable).min(1),
  missing: missingPolicy,
  minVariance: z.number().min(0).optional(),
  ...namingOptions.shape,
});
export type ImportRequest = z.infer<typeof importRequest>;

export const analysis = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('evaluate'), settings: evaluationSettings }),
  z.strictObject({ kind: z.literal('fit'), settings: fitSettings }),
  z.strictObject({ kind: z.literal('screen'), settings: screenSettings }),
  z.strictObject({ kind: z.literal('tasks'), settings: taskGroupSettings }),
]);

const exported = z.strictObject({
  projectId,
  what: exportKind,
  of: name,
  drug: z.string().optional(),
  /** For a screen of several metrics: of one of them. */
  metric: z.string().optional(),
  /** Of gene lists. */
  top: topCount.optional(),
  direction: weightDirection.optional(),
});

/** What the Structure room shows of one model. */
const ofModelShown = z.strictObject({
  projectId,
  model: name,
  scale: weightScale,
  drugs: z.array(z.string()).min(2).optional(),
});

/** The arguments of every method, parsed where they arrive. */
export const methodArguments = {
  'app/info': nothing,
  'library/list': nothing,
  'library/create': z.strictObject({ name }),
  'library/add-example': nothing,
  'library/rename': z.strictObject({ projectId, name }),
  'library/duplicate': ofProject,
  'library/trash': ofProject,
  'library/restore': ofProject,
  'project/create': z.strictObject({ fileId, name: name.optional() }),
  'project/open': z.strictObject({ fileId }),
  'project/close': ofProject,
  'project/overview': ofProject,
  'project/check': ofProject,
  'project/copy': z.strictObject({ projectId, destination: fileId }),
  'import/inspect': z.strictObject({
    fileId,
    format: z.string().optional(),
    sheet: z.string().optional(),
    headerLine: z.number().int().min(1).optional(),
  }),
  'import/match': z.strictObject({ projectId, request: importRequest, add: z.boolean() }),
  'import/run': z.strictObject({ projectId, request: importRequest, replace: z.boolean(), add: z.boolean() }),
  'dataset/sanity': z.strictObject({ projectId, dataset: name }),
  'dataset/import-report': z.strictObject({ projectId, dataset: name }),
  'job/estimate': z.strictObject({ projectId, dataset: name, analysis }),
  'job/start': z.strictObject({ projectId, dataset: name, name, analysis, replace: z.boolean() }),
  'job/list': ofProject,
  'job/cancel': ofJob,
  'job/pause': ofJob,
  'job/resume': ofJob,
  ...layoutArguments,
  'evaluation/summary': ofResult,
  'evaluation/drug': z.strictObject({ projectId, name, drug: z.string() }),
  'model/summary': ofResult,
  'screen/summary': ofResult,
  'screen/drug': z.strictObject({ projectId, name, metric: z.string(), drug: z.string() }),
  'screen/so-far': ofJob,
  'tasks/summary': ofResult,
  'clustering/summary': ofResult,
  'structure/tree': z.strictObject({ ...ofModelShown.shape, tree: treeOptions }),
  'structure/heatmap': z.strictObject({
    ...ofModelShown.shape,
    drugTree: treeOptions,
    featureTree: treeOptions,
    /** Features of largest variance; null: all, up to what a figure can hold. */
    topVariance: z.number().int().min(2).nullable(),
  }),
  'structure/factors': z.strictObject({
    ...ofModelShown.shape,
    factorCount: z.number().int().min(1).max(100),
  }),
  'result/derive': z.strictObject({
    projectId,
    name,
    derivation: clusterDerivation,
    replace: z.boolean(),
  }),
  ...comparisonArguments,
  ...enrichmentArguments,
  ...deskArguments,
  ...safetyArguments,
  'result/delete': ofResult,
  'export/text': exported,
  'export/write': z.strictObject({ ...exported.shape, destination: fileId }),
} as const;

export interface AppInfo {
  version: string;
  threads: number;
  /** Where projects live, for people to read. */
  libraryFolder: string;
}

export interface ProjectOverview {
  card: ProjectCard;
  /** Why no backup of it could be made lately. */
  backupProblem?: WireError;
  datasets: DatasetSummary[];
  evaluations: EvaluationCard[];
  models: ModelCard[];
  screenings: ScreenCard[];
  taskGroups: TaskGroupsCard[];
  clusterings: ClusterCard[];
  enrichments: EnrichmentCard[];
  jobs: JobView[];
}

/** What recognition made of a file, before anything is imported. */
export interface InspectedFile {
  fileId: string;
  fileName: string;
  byteCount: number;
  /** The reader that recognised it, for instance `plain-matrix`. */
  format: string;
  /** For people: `plain matrix, tab-separated, gzip`. */
  formatLabel: string;
  /** The readers that could take it, the surest first. */
  formats: { name: string; label: string }[];
  /** Of a workbook; empty for text. */
  sheets: string[];
  sheet?: string;
  /** From 1. */
  headerLine: number;
  /** Metrics that the file itself names; empty when a name must be given. */
  metrics: string[];
  /** Columns of ids that a lookup table must turn into names. */
  idColumns: string[];
  suggestedRole: TableRole;
  suggestedOrientation: Orientation;
  suggestedMetric?: string;
  delimiter: string;
  missingTokens: string[];
  rowCount: number;
  columnCount: number;
  /** The first rows and columns as they stand in the file, header included. */
  preview: string[][];
  /** For matrices: ten names of either axis, to judge the orientation by. */
  rowNames: string[];
  columnNames: string[];
  warnings: string[];
}

export interface EvaluationSummary {
  card: EvaluationCard;
  sampleCount: number;
  drugs: { name: string; target?: string; mechanism?: string; drugClass?: string }[];
  /** Of the models that were asked for, then of the additive mean and the drug mean where they were not. */
  scores: ModelScores[];
  /** Every ordered pair of these. */
  comparisons: ModelComparison[];
  /** Of all of these; null without a drug that each has an error for. */
  ranking: ModelRanking | null;
  /** Of a stack: by drug in the order of `drugs`, then by outer fold. */
  stackWeights?: number[][];
  curves: LambdaCurve[];
  warnings: string[];
}

/** One drug's held-out entries, in the order of the samples. */
export interface DrugPredictions {
  drug: string;
  samples: string[];
  folds: number[];
  observed: number[];
  predicted: { model: EvaluatedModel; values: (number | null)[] }[];
}

export interface ModelSummary {
  card: ModelCard;
  /** Names, in the order of the model. */
  drugs: string[];
  lambda: number | null;
  lambdaMax: number | null;
  objective: number | null;
  loss: number | null;
  traceNorm: number | null;
  rank: number | null;
  certificate: number;
  status: FitStatus;
  iterations: number;
  drugFits: DrugFit[];
  warnings: string[];
}

export interface ScreenSummary {
  card: ScreenCard;
  drugs: (ScreenedDrug & { target?: string; mechanism?: string; drugClass?: string })[];
  warnings: string[];
}

/** The errors that one drug was judged by: see `ScreenErrors`. */
export interface DrugErrors {
  metric: string;
  drug: string;
  trueErrors: number[];
  permutedErrors: number[];
}

/** What a screen that is not done yet has found so far; q and what follows from it may still change. */
export interface ScreenSoFar {
  drugs: ScreenedDrug[];
}

export interface JobEstimate {
  seconds: number;
  unitCount: number;
  /** Drugs that will be left out, by name and reason. */
  warnings: string[];
}

export interface ImportOutcome {
  dataset: DatasetSummary;
  report: MatchReport;
}

/** What every method answers. */
export interface MethodResults
  extends ComparisonResults, EnrichmentResults, LayoutResults, DeskResults, SafetyResults {
  'app/info': AppInfo;
  'library/list': ProjectCard[];
  'library/create': ProjectCard;
  'library/add-example': ProjectCard;
  'library/rename': ProjectCard;
  'library/duplicate': ProjectCard;
  'library/trash': null;
  'library/restore': ProjectCard;
  'project/create': ProjectCard;
  'project/open': ProjectCard;
  'project/close': null;
  'project/overview': ProjectOverview;
  'project/check': { sound: boolean; problems: string[] };
  'project/copy': null;
  'import/inspect': InspectedFile;
  'import/match': MatchReport;
  'import/run': ImportOutcome;
  'dataset/sanity': SanityReport;
  'dataset/import-report': MatchReport | null;
  'job/estimate': JobEstimate;
  'job/start': JobView;
  'job/list': JobView[];
  'job/cancel': JobView;
  'job/pause': JobView;
  'job/resume': JobView;
  'evaluation/summary': EvaluationSummary;
  'evaluation/drug': DrugPredictions;
  'model/summary': ModelSummary;
  'screen/summary': ScreenSummary;
  'screen/drug': DrugErrors;
  'screen/so-far': ScreenSoFar;
  'tasks/summary': TaskGroupsSummary;
  'clustering/summary': ClusteringSummary;
  'structure/tree': DrugTree;
  'structure/heatmap': Heatmap;
  'structure/factors': LatentFactors;
  'result/derive': { wasDone: boolean };
  'result/delete': null;
  'export/text': { suggestedName: string; text: string };
  'export/write': { rowCount: number };
}

export type MethodName = keyof typeof methodArguments;
export type MethodArguments<M extends MethodName> = z.infer<(typeof methodArguments)[M]>;
export type MethodResult<M extends MethodName> = MethodResults[M];
export const methodNames = Object.keys(methodArguments) as MethodName[];

type AssertNever<T extends never> = T;
/** Compile-time: no method has arguments without a result, or a result without arguments. */
export type MethodsAgree = [
  AssertNever<Exclude<keyof MethodResults, MethodName>>,
  AssertNever<Exclude<MethodName, keyof MethodResults>>,
];
