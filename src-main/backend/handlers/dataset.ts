import { TracewiseError } from '#shared/model/errors.ts';
import type { Handlers } from '../backend.ts';

export function datasetHandlers(): Handlers<'dataset/sanity'> {
  const later = () => {
    throw new TracewiseError('internal', 'being built');
  };
  return { 'dataset/sanity': later };
}
