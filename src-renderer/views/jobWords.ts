import type { JobView } from '#shared/model/job.ts';
import { formatDuration } from '../ui/quantities.ts';

/** What a job is, in a few words: `nested cross-validation, 4 models`. */
export function describeAnalysis({ analysis }: JobView): string {
  if (analysis.kind === 'fit') return 'fit to all data';
  const { length } = analysis.settings.models;
  return `nested cross-validation, ${length} ${length === 1 ? 'model' : 'models'}`;
}

/** How a job stands: `47 %, 2 min left`. */
export function describeState({ state, progress, secondsLeft }: JobView): string {
  const percent = `${Math.floor(progress * 100)} %`;
  switch (state) {
    case 'waiting':
      return 'waiting for its turn';
    case 'running':
      return secondsLeft === undefined ? percent : `${percent}, ${formatDuration(secondsLeft)} left`;
    case 'paused':
      return `paused at ${percent}`;
    case 'cancelled':
      return `cancelled at ${percent}`;
    case 'failed':
      return 'failed';
    case 'done':
      return 'done';
  }
}
