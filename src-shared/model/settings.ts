import { z } from 'zod';

export const featureScale = z.enum(['none', 'unit']);
export type FeatureScale = z.infer<typeof featureScale>;

export const responseScale = z.enum(['raw', 'unit']);
export type ResponseScale = z.infer<typeof responseScale>;

export const protocol = z.enum(['strict', 'paper']);
export type Protocol = z.infer<typeof protocol>;

export const holdoutScheme = z.enum(['transductive', 'inductive', 'leave-tissue-out']);
export type HoldoutScheme = z.infer<typeof holdoutScheme>;

export const traceNormSolver = z.enum(['admm', 'proximal-gradient']);
export type TraceNormSolver = z.infer<typeof traceNormSolver>;

/** What can be compared under cross-validation. */
export const evaluatedModels = [
  'stack',
  'trace-norm',
  'elastic-net',
  'ridge',
  'kbmtl',
  'neighbour',
  'additive-mean',
  'drug-mean',
] as const;
export const evaluatedModel = z.enum(evaluatedModels);
export type EvaluatedModel = z.infer<typeof evaluatedModel>;

/** Whether a model has predictions under a scheme: neighbours need other drugs' values for the held-out sample. */
export function fitsScheme(model: EvaluatedModel, scheme: HoldoutScheme): boolean {
  return model !== 'neighbour' || scheme === 'transductive';
}

/** What can be fitted to a whole data set and gives weights. */
export const fittedModels = ['stack', 'trace-norm', 'elastic-net', 'ridge'] as const;
export const fittedModel = z.enum(fittedModels);
export type FittedModelKind = z.infer<typeof fittedModel>;

const seed = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const foldCount = z.number().int().min(2).max(100);

/** Blocks of features to train on, each once; `undefined`: all of the data set's, and no tissues. */
const blocks = z
  .array(z.string())
  .min(1)
  .refine((names) => new Set(names).size === names.length, 'each block once')
  .optional();

export const evaluationSettings = z.strictObject({
  models: z.array(evaluatedModel).min(1),
  metric: z.string(),
  scheme: holdoutScheme,
  protocol,
  outerFolds: foldCount,
  innerFolds: foldCount,
  /** Names of the drugs to evaluate; `undefined`: all. */
  drugs: z.array(z.string()).min(1).optional(),
  blocks,
  seed,
});
export type EvaluationSettings = z.infer<typeof evaluationSettings>;

/** How lambda is found: given, as a fraction of lambdaMax, or by cross-validation. */
export const lambdaChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('value'), lambda: z.number().min(0) }),
  z.strictObject({ kind: z.literal('fraction'), fraction: z.number().min(0) }),
  z.strictObject({ kind: z.literal('cross-validation'), scheme: holdoutScheme, folds: foldCount }),
]);
export type LambdaChoice = z.infer<typeof lambdaChoice>;

export const fitSettings = z.strictObject({
  model: fittedModel,
  metric: z.string(),
  lambda: lambdaChoice,
  /** `undefined` under cross-validation: chosen as well. Only elastic nets have one. */
  l1Ratio: z.number().min(0).max(1).optional(),
  scale: featureScale,
  responses: responseScale,
  solver: traceNormSolver,
  /** Of the certificate for the trace norm (a stack's too), of the relative duality gap for the others. */
  tolerance: z.number().positive(),
  /** Names of the drugs to fit; `undefined`: all. */
  drugs: z.array(z.string()).min(1).optional(),
  seed,
});
export type FitSettings = z.infer<typeof fitSettings>;

export const screenProtocols = ['strict', 'paper', 'fast'] as const;
export const screenProtocol = z.enum(screenProtocols);
/** `strict` tests by permutation, `paper` as the paper did, `fast` as the paper with lambda fixed per drug. */
export type ScreenProtocol = z.infer<typeof screenProtocol>;

const resampleCount = z.number().int().min(1).max(1_000_000);

export const screenSettings = z.strictObject({
  metrics: z.array(z.string()).min(1),
  protocol: screenProtocol,
  /** Resamples of a drug's responses as measured. */
  repeats: resampleCount,
  /** Resamples of its responses permuted. */
  permutations: resampleCount,
  /** Share of a drug's samples that a resample holds out; `strict` holds out folds of a fifth. */
  holdout: z.number().min(0.05).max(0.5),
  /** A drug is noisy from here on: of the rank-sum P, under `strict` of q. */
  threshold: z.number().gt(0).lt(1),
  /** Whether permuted resamples end once a drug's side of the threshold is settled (paper, fast). */
  earlyDecision: z.boolean(),
  seed,
});
export type ScreenSettings = z.infer<typeof screenSettings>;

export const defaultRepeats = 200;
export const defaultPermutations = 1000;
export const defaultHoldout = 0.2;

/** Of q under `strict`, of the rank-sum P else (methods 8). */
export function defaultScreenThreshold(chosen: ScreenProtocol): number {
  return chosen === 'strict' ? 0.05 : 0.01;
}

export const defaultFolds = 5;
export const defaultL1Ratio = 0.5;
export const defaultTraceNormTolerance = 1e-4;
/** The faster of the two on every panel measured (test/bench/README.md). */
export const defaultTraceNormSolver: TraceNormSolver = 'proximal-gradient';
export const defaultElasticNetTolerance = 1e-7;

/** `strict` scales each drug to unit deviation, `paper` leaves responses as measured (methods 2). */
export function responseScaleOf(chosen: Protocol): ResponseScale {
  return chosen === 'strict' ? 'unit' : 'raw';
}
