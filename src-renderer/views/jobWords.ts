import type { JobView } from '#shared/model/job.ts';
import { formatDuration, formatQuantity } from '../ui/quantities.ts';

/** What a job is, in a few words: `nested cross-validation, 4 models`. */
export function describeAnalysis({ analysis }: Pick<JobView, 'analysis'>): string {
  switch (analysis.kind) {
    case 'evaluate':
      return `nested cross-validation, ${formatQuantity(analysis.settings.models.length, 'model')}`;
    case 'fit':
      return 'fit to all data';
    case 'screen':
      return `label-noise screen, ${formatQuantity(analysis.settings.metrics.length, 'metric')}`;
    case 'tasks':
      return `groups of drugs, ${formatQuantity(analysis.settings.groupSizes.length, 'size')}`;
  }
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
