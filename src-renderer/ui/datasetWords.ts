import type { DatasetSummary } from '#shared/model/dataset.ts';
import { formatQuantity } from './quantities.ts';

/** How large a data set is: `471 samples, 20 000 features, 24 drugs`. */
export function describeSize({ sampleCount, featureCount, drugCount }: DatasetSummary): string {
  const counts = [
    formatQuantity(sampleCount, 'sample'),
    formatQuantity(featureCount, 'feature'),
    formatQuantity(drugCount, 'drug'),
  ];
  return counts.join(', ');
}
