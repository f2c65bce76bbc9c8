import type { ScreenCard } from '#shared/contract/methods.ts';
import { screenCardWith, screenSettingsWith } from './screens.ts';

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
  return screenCardWith({
    name,
    datasetHash,
    createdAt,
    settings: screenSettingsWith({ metrics: Object.keys(noise) }),
    noise: Object.entries(noise).map(([metric, noisyDrugs]) => ({ metric, screenedCount, noisyDrugs })),
  });
}
