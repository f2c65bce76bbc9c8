import type { ModelSummary } from '#shared/contract/methods.ts';
import type { StoredModel } from '#main/store/models.ts';
import type { Handlers } from '../backend.ts';
import { modelCard } from '../cards.ts';
import type { Services } from '../services.ts';

export function modelHandlers({ projects }: Services): Handlers<'model/summary'> {
  return {
    'model/summary': ({ projectId, name }) => summarise(projects.get(projectId).store.loadModel(name)),
  };
}

function summarise(stored: StoredModel): ModelSummary {
  const { model } = stored;
  const [card] = modelCard(stored);
  return {
    card,
    drugs: model.drugs,
    lambda: numberOrNull(model.lambda),
    lambdaMax: numberOrNull(model.lambdaMax),
    objective: numberOrNull(model.objective),
    loss: numberOrNull(model.loss),
    traceNorm: numberOrNull(model.traceNorm),
    rank: numberOrNull(model.rank),
    certificate: model.certificate,
    status: model.status,
    iterations: model.iterations,
    drugFits: model.drugFits,
    warnings: model.warnings,
  };
}

function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
