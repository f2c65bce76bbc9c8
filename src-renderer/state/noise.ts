import type { ScreenCard } from '#shared/contract/methods.ts';
import type { ScreenProtocol } from '#shared/model/settings.ts';

/** What a label-noise screen says of the drugs of a data set under one metric. */
export interface NoiseKnowledge {
  /** Name of the screen. */
  run: string;
  protocol: ScreenProtocol;
  /** A drug is noisy from here on: of q under `strict`, of P else. */
  threshold: number;
  /** Drugs that it judged; those with too few samples are none of them, and not noisy either. */
  screenedCount: number;
  noisyDrugs: ReadonlySet<string>;
}

/** Responses that a screen may have judged. */
export interface ScreenedData {
  datasetHash: string;
  metric: string;
}

/** What the latest screen of the very same data says; `undefined` when none covers them. */
export function noiseKnowledge(
  screenings: readonly ScreenCard[],
  { datasetHash, metric }: ScreenedData,
): NoiseKnowledge | undefined {
  const ofDataset = screenings
    .filter((card) => card.datasetHash === datasetHash)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
  for (const { name, settings, noise } of ofDataset) {
    const found = noise.find((candidate) => candidate.metric === metric);
    if (found === undefined) continue;
    return {
      run: name,
      protocol: settings.protocol,
      threshold: settings.threshold,
      screenedCount: found.screenedCount,
      noisyDrugs: new Set(found.noisyDrugs),
    };
  }
  return undefined;
}

/** What the latest screen says of the data that a result was made from. */
export function noiseOfResult(
  screenings: readonly ScreenCard[],
  { datasetHash, settings }: { datasetHash: string; settings: { metric: string } },
): NoiseKnowledge | undefined {
  return noiseKnowledge(screenings, { datasetHash, metric: settings.metric });
}

/** The drugs of a data set, those that a screen found noisy apart from the others. Both keep their order. */
export function splitByNoise(
  drugNames: readonly string[],
  noise: Pick<NoiseKnowledge, 'noisyDrugs'> | undefined,
): { noisy: string[]; others: string[] } {
  return {
    noisy: drugNames.filter((drug) => noise?.noisyDrugs.has(drug)),
    others: drugNames.filter((drug) => !noise?.noisyDrugs.has(drug)),
  };
}
