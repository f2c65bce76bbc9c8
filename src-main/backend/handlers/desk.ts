import type { DeskResults } from '#shared/contract/desk.ts';
import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function deskHandlers({ version, about, recent, interrupted }: Services): Handlers<keyof DeskResults> {
  return {
    'app/about': async () => ({ version, ...(await about()) }),
    'library/recent': () => recent?.list() ?? [],
    'job/resume-interrupted': () => interrupted?.resume() ?? { resumed: [], problems: [] },
  };
}
