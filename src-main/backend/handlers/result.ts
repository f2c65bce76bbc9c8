import { TracewiseError } from '#shared/model/errors.ts';
import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function resultHandlers({
  projects,
  jobs,
  derivations,
  publish,
}: Services): Handlers<'result/derive' | 'result/delete'> {
  return {
    'result/derive': async ({ projectId, ...request }, { signal, progress }) => {
      const message = `${request.derivation.kind} "${request.name}"`;
      const outcome = await derivations.derive(projects.get(projectId), request, {
        signal,
        onReport: ({ fraction }) => progress({ fraction, message }),
      });
      if (!outcome.wasDone) {
        publish({ event: 'project/changed', payload: { projectId } });
        publish({ event: 'library/changed', payload: null });
      }
      return outcome;
    },
    'result/delete': ({ projectId, name }) => {
      const project = projects.get(projectId);
      if (jobs.isRunning(project, name)) {
        throw new TracewiseError('conflict', `"${name}" is being computed`, {
          remedy: 'Cancel its job first.',
        });
      }
      project.store.deleteResult(name);
      publish({ event: 'project/changed', payload: { projectId } });
      publish({ event: 'library/changed', payload: null });
      return null;
    },
  };
}
