import type { Handlers } from '../backend.ts';
import { sanityOf } from '../sanityOf.ts';
import type { Services } from '../services.ts';

export function datasetHandlers(services: Services): Handlers<'dataset/sanity'> {
  return {
    'dataset/sanity': ({ projectId, dataset }, context) => sanityOf(services, projectId, dataset, context),
  };
}
