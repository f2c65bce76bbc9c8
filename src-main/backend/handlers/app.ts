import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function appHandlers({ version, threads, library }: Services): Handlers<'app/info'> {
  return {
    'app/info': () => ({ version, threads, libraryFolder: library.folder }),
  };
}
