import { TracewiseError } from '#shared/model/errors.ts';
import type { Handlers } from '../backend.ts';
import type { Services } from '../services.ts';

export function resultHandlers({ projects, jobs, publish }: Services): Handlers<'result/delete'> {
  return {
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
