import type { ExportKind } from '#shared/contract/exports.ts';
import type {
  DrugPredictions,
  EvaluationSummary,
  ModelComparison,
  ModelScores,
} from '#shared/contract/methods.ts';
import type { EvaluatedModel } from '#shared/model/settings.ts';
import type { Client } from '../client/client.ts';

/** A drug's errors under the two models that are compared. */
export interface DrugComparison {
  drug: string;
  target: string | null;
  mechanism: string | null;
  drugClass: string | null;
  entryCount: number;
  mse: { a: number | null; b: number | null };
  nmse: { a: number | null; b: number | null };
  pearson: { a: number | null; b: number | null };
  reductionPercent: number | null;
}

/** One evaluation run on the screen, and the two models of it that are compared. */
export class EvaluationResult {
  summary = $state.raw<EvaluationSummary>();
  failure = $state.raw<unknown>();
  modelA = $state<EvaluatedModel>('trace-norm');
  modelB = $state<EvaluatedModel>('elastic-net');
  readonly models = $derived(this.summary?.scores.map(({ model }) => model) ?? []);
  readonly comparison = $derived(this.comparisonOf(this.modelA, this.modelB));
  readonly drugs = $derived(this.#compareDrugs());
  readonly #client: Client;
  readonly #projectId: string;

  constructor(client: Client, projectId: string) {
    this.#client = client;
    this.#projectId = projectId;
  }

  async load(name: string): Promise<void> {
    try {
      const summary = await this.#client.call('evaluation/summary', { projectId: this.#projectId, name });
      this.failure = undefined;
      this.summary = summary;
      this.#chooseModels(summary.scores);
    } catch (error) {
      this.summary = undefined;
      this.failure = error;
    }
  }

  comparisonOf(modelA: EvaluatedModel, modelB: EvaluatedModel): ModelComparison | undefined {
    return this.summary?.comparisons.find((pair) => pair.modelA === modelA && pair.modelB === modelB);
  }

  /** Over drugs, 1 = the lowest error of all models. */
  meanRankOf(model: EvaluatedModel): number | null {
    return this.summary?.ranking?.models.find((ranked) => ranked.model === model)?.meanRank ?? null;
  }

  /** The first of the two; the second makes way where it is the same. */
  chooseModelA(model: EvaluatedModel): void {
    if (model === this.modelB) this.swapModels();
    else this.modelA = model;
  }

  swapModels(): void {
    [this.modelA, this.modelB] = [this.modelB, this.modelA];
  }

  /** @throws TracewiseError */
  predictionsOf(drug: string): Promise<DrugPredictions> {
    return this.#client.call('evaluation/drug', { projectId: this.#projectId, name: this.#name(), drug });
  }

  /** @throws TracewiseError */
  exported(what: ExportKind): Promise<{ suggestedName: string; text: string }> {
    return this.#client.call('export/text', { projectId: this.#projectId, what, of: this.#name() });
  }

  /** @throws TracewiseError */
  async delete(): Promise<void> {
    await this.#client.call('result/delete', { projectId: this.#projectId, name: this.#name() });
  }

  #name(): string {
    return this.summary?.card.name ?? '';
  }

  #chooseModels(scores: readonly ModelScores[]): void {
    const models = scores.map(({ model }) => model);
    if (!models.includes(this.modelA)) this.modelA = models[0];
    if (!models.includes(this.modelB) || this.modelB === this.modelA) {
      this.modelB = models.find((model) => model !== this.modelA) ?? this.modelA;
    }
  }

  #compareDrugs(): DrugComparison[] {
    const a = this.#scoresByDrug(this.modelA);
    const b = this.#scoresByDrug(this.modelB);
    return (this.summary?.drugs ?? []).map(({ name, target, mechanism, drugClass }) => {
      const mse = { a: a[name]?.mse ?? null, b: b[name]?.mse ?? null };
      return {
        drug: name,
        target: target ?? null,
        mechanism: mechanism ?? null,
        drugClass: drugClass ?? null,
        entryCount: a[name]?.entryCount ?? 0,
        mse,
        nmse: { a: a[name]?.nmse ?? null, b: b[name]?.nmse ?? null },
        pearson: { a: a[name]?.pearson ?? null, b: b[name]?.pearson ?? null },
        reductionPercent: mse.a === null || mse.b === null ? null : 100 * (1 - mse.a / mse.b),
      };
    });
  }

  #scoresByDrug(model: EvaluatedModel) {
    const scores = this.summary?.scores.find((score) => score.model === model)?.drugs ?? [];
    return Object.fromEntries(scores.map((score) => [score.drug, score] as const));
  }
}
