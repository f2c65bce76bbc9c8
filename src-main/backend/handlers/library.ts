import { resolve } from 'node:path';
import type { ProjectCard } from '#shared/contract/methods.ts';
import { TracewiseError } from '#shared/model/errors.ts';
import type { Handlers } from '../backend.ts';
import { cardOf, cardOfFile } from '../cards.ts';
import { leave } from '../leave.ts';
import type { Services } from '../services.ts';

type LibraryMethods =
  | 'library/list'
  | 'library/create'
  | 'library/rename'
  | 'library/duplicate'
  | 'library/trash'
  | 'library/restore';

export function libraryHandlers(services: Services): Handlers<LibraryMethods> {
  const { library, projects, backupFolder, salvages, publish } = services;
  /** Where trashed projects were before, for as long as this session lasts. */
  const trashed = new Map<string, string>();

  const changed = (card: ProjectCard): ProjectCard => {
    publish({ event: 'library/changed', payload: null });
    return card;
  };

  return {
    'library/list': () => library.list().map((path) => cardOfFile(projects, path)),

    'library/create': ({ name }) => {
      const { id, store } = projects.create(library.freePath(name), name);
      return changed(cardOf(id, store));
    },

    'library/rename': async ({ projectId, name }) => {
      const path = projects.pathOf(projectId);
      refuseWhileBusy(services, projectId);
      const destination = library.pathAfterRename(path, name);
      projects.get(projectId).store.rename(name);
      if (destination !== path) {
        await leave(services, projectId);
        projects.whileClosed(projectId, () => library.move(path, destination));
        backupFolder.move(path, destination);
        projects.moved(projectId, destination);
      }
      publish({ event: 'project/changed', payload: { projectId } });
      return changed(cardOf(projectId, projects.get(projectId).store));
    },

    'library/duplicate': ({ projectId }) => {
      const { store } = projects.get(projectId);
      const name = library.freeName(`${store.name} copy`);
      const destination = library.freePath(name);
      store.copyTo(destination);
      const copy = projects.get(projects.idOf(destination));
      copy.store.rename(name);
      projects.close(copy.id);
      return changed(cardOfFile(projects, destination));
    },

    'library/trash': async ({ projectId }) => {
      const path = projects.pathOf(projectId);
      await leave(services, projectId);
      salvages.discard(projectId);
      const trashedPath = projects.whileClosed(projectId, () => library.trash(path));
      backupFolder.move(path, trashedPath);
      projects.moved(projectId, trashedPath);
      trashed.set(projectId, path);
      publish({ event: 'library/changed', payload: null });
      return null;
    },

    'library/restore': ({ projectId }) => {
      const path = projects.pathOf(projectId);
      const isTrashed = library.listTrash().some((file) => resolve(file.path) === path);
      if (!isTrashed) {
        throw new TracewiseError('not-found', 'this project is not in the trash', {
          remedy: 'Look at the library again.',
        });
      }
      const former = trashed.get(projectId) ?? library.homeOf(path);
      library.restore(path, former);
      backupFolder.move(path, former);
      projects.moved(projectId, former);
      trashed.delete(projectId);
      return changed(cardOfFile(projects, former));
    },
  };
}

function refuseWhileBusy({ jobs }: Services, projectId: string): void {
  if (!jobs.isBusy(projectId)) return;
  throw new TracewiseError('conflict', 'this project is computing', {
    remedy: 'Pause its jobs, or wait until they are done.',
  });
}
