import type { Evaluation } from '../../src-shared/model/results.ts';
import { evaluatedModels, fitsScheme } from '../../src-shared/model/settings.ts';
import type { EvaluatedModel, EvaluationSettings, HoldoutScheme } from '../../src-shared/model/settings.ts';
import type { Panel } from '../../src-shared/numerics/analyses/panel.ts';
import { evaluationScores } from '../../src-shared/numerics/analyses/evaluationScores.ts';
import { column } from '../../src-shared/numerics/linalg/matrix.ts';
import { permuted } from '../../src-shared/numerics/resampling/permutations.ts';
import { randomNormal, randomStream } from '../../src-shared/numerics/random/stream.ts';
import { evaluatePanel, predictionsOf } from './evaluate.ts';

/** All but the one that takes ten times longer than the others together. */
const quickModels = evaluatedModels.filter((model) => model !== 'kbmtl');

/** Of the quick models that have predictions under a scheme. */
export function leakSettings(
  scheme: HoldoutScheme,
  changes: Partial<EvaluationSettings> = {},
): EvaluationSettings {
  const models = quickModels.filter((model) => fitsScheme(model, scheme));
  const folds = { outerFolds: 3, innerFolds: 3 };
  return { models, metric: 'activity', scheme, protocol: 'strict', ...folds, seed: 1, ...changes };
}

/** The panel with each drug's observed responses in a random order of their own: features tell nothing of them. */
export function withoutSignal(panel: Panel, seed: number): Panel {
  const { responses } = panel;
  const values = Float64Array.from(responses.values);
  panel.taskNames.forEach((task, place) => {
    const own = column({ ...responses, values }, place);
    const observed = own.filter((value) => !Number.isNaN(value));
    const shuffled = permuted(observed, seed, `no signal in ${task}`);
    let next = 0;
    own.forEach((value, sample) => {
      if (!Number.isNaN(value)) own[sample] = shuffled[next++];
    });
  });
  return { ...panel, responses: { ...responses, values } };
}

/** Mean normalised MSE of each model over drugs, and over panels whose responses are permuted by the seeds. */
export function meanErrorsWithoutSignal(
  settings: EvaluationSettings,
  panelOf: (seed: number) => Panel,
  seeds: readonly number[],
): Map<EvaluatedModel, number> {
  const sums = new Map<EvaluatedModel, number>(settings.models.map((model) => [model, 0]));
  for (const seed of seeds) {
    const evaluation = evaluatePanel({ ...settings, seed }, withoutSignal(panelOf(seed), seed));
    for (const { model, meanNmse } of evaluationScores(evaluation)) {
      sums.set(model, (sums.get(model) ?? 0) + (meanNmse ?? NaN) / seeds.length);
    }
  }
  return sums;
}

/** Held-out predictions that changed when the responses of their own fold were replaced by garbage. */
export interface MovedPrediction {
  model: EvaluatedModel;
  fold: number;
  drug: string;
}

export interface GarbledEvaluations {
  /** On the panel as it is. */
  evaluation: Evaluation;
  /** With garbage in the first outer fold, the second and so on. */
  garbled: Evaluation[];
  moved: MovedPrediction[];
}

/**
 * Replaces the responses of each outer fold in turn by numbers of another place and a far greater spread, and finds the
 * predictions for that very fold that are no longer the same bits.
 */
export function garbleFolds(settings: EvaluationSettings, panel: Panel): GarbledEvaluations {
  const evaluation = evaluatePanel(settings, panel);
  const garbled = Array.from({ length: settings.outerFolds }, (_, place) => {
    const isHeldOut = (entry: number): boolean => evaluation.folds[entry] === place + 1;
    return evaluatePanel(settings, withGarbage(panel, isHeldOut, settings.seed + place));
  });
  const moved = garbled.flatMap((changed, place) => movedIn(evaluation, changed, place + 1));
  return { evaluation, garbled, moved };
}

function movedIn(evaluation: Evaluation, changed: Evaluation, fold: number): MovedPrediction[] {
  const { samples, drugs, folds } = evaluation;
  return evaluation.predictions.flatMap(({ model, values }) => {
    const after = predictionsOf(changed, model);
    return drugs.flatMap((drug, task) => {
      const isMoved = samples.some((_, sample) => {
        const entry = task * samples.length + sample;
        return folds[entry] === fold && !Object.is(values[entry], after[entry]);
      });
      return isMoved ? [{ model, fold, drug }] : [];
    });
  });
}

/**
 * Replaces the features of all samples of the first outer fold but one, where whole samples are held out, and finds the
 * models whose prediction for that one is no longer the same bits: what they standardise by, or measure distances by,
 * took the others in.
 */
export function movedByFeatures(settings: EvaluationSettings, panel: Panel): EvaluatedModel[] {
  const evaluation = evaluatePanel(settings, panel);
  const { rows, columns } = panel.features;
  const isHeldOut = (sample: number): boolean =>
    evaluation.drugs.some((_, task) => evaluation.folds[task * rows + sample] === 1);
  const [kept, ...others] = panel.sampleNames.flatMap((_, sample) => (isHeldOut(sample) ? [sample] : []));
  const stream = randomStream(settings.seed, 'garbage features');
  const values = Float64Array.from(panel.features.values);
  for (let feature = 0; feature < columns; feature++) {
    for (const sample of others) values[feature * rows + sample] = 100 + 40 * randomNormal(stream);
  }
  const changed = evaluatePanel(settings, { ...panel, features: { ...panel.features, values } });
  const entries = evaluation.drugs.map((_, task) => task * rows + kept);
  return settings.models.filter((model) => {
    const [before, after] = [evaluation, changed].map((of) => predictionsOf(of, model));
    return entries.some((entry) => !Object.is(before[entry], after[entry]));
  });
}

function withGarbage(panel: Panel, isHeldOut: (entry: number) => boolean, seed: number): Panel {
  const stream = randomStream(seed, 'garbage');
  const values = panel.responses.values.map((value, entry) =>
    isHeldOut(entry) ? 1000 + 400 * randomNormal(stream) : value,
  );
  return { ...panel, responses: { ...panel.responses, values } };
}
