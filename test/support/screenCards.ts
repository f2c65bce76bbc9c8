import type { ScreenCard } from '#shared/contract/methods.ts';

interface Wanted {
  name?: string;
  datasetHash?: string;
  createdAt?: string;
  screenedCount?: number;
  /** Noisy drugs by metric. */
  noise?: Record<string, string[]>;
}

/** A strict screen as a project lists it. */
export function screenCard({
  name = 'screen',
  datasetHash = 'abc',
  createdAt = '2026-06-01T00:00:00.000Z',
  screenedCount = 4,
  noise = { 'activity area': ['A'] },
}: Wanted = {}): ScreenCard {
  return {
    name,
    datasetName: 'panel',
    datasetHash,
    createdAt,
    seed: 1,
    version: '0.0.0',
    settings: {
      metrics: Object.keys(noise),
      protocol: 'strict',
      repeats: 200,
      permutations: 1000,
      holdout: 0.2,
      threshold: 0.05,
      earlyDecision: false,
      seed: 1,
    },
    noise: Object.entries(noise).map(([metric, noisyDrugs]) => ({ metric, screenedCount, noisyDrugs })),
  };
}
