import { basename } from 'node:path';
import type { ProjectCard } from '#shared/contract/methods.ts';
import { putBack } from '#main/store/copies.ts';
import { removeFile } from '#main/store/openFile.ts';
import type { Handlers } from '../backend.ts';
import { cardOf, cardOfFile } from '../cards.ts';
import { leave, leaveForCopy } from '../leave.ts';
import type { Services } from '../services.ts';

type SafetyMethods =
  | 'library/trashed'
  | 'library/delete'
  | 'project/release'
  | 'project/bytes'
  | 'project/salvage'
  | 'project/save-salvaged'
  | 'project/restore-copy';

export function safetyHandlers(services: Services): Handlers<SafetyMethods> {
  const { library, projects, jobs, calls, backupFolder, salvages, files, publish } = services;

  const changed = (card: ProjectCard): ProjectCard => {
    publish({ event: 'library/changed', payload: null });
    return card;
  };

  return {
    'library/trashed': () =>
      library.listTrash().map(({ path, trashedAt }) => {
        const { projectId, name, fileName, byteCount } = cardOfFile(projects, path);
        return { projectId, name, fileName, byteCount, trashedAt };
      }),

    'library/delete': ({ projectId }) => {
      const path = projects.pathOf(projectId);
      library.deleteForGood(path);
      backupFolder.remove(path);
      projects.forget(projectId);
      publish({ event: 'library/changed', payload: null });
      return null;
    },

    'project/release': async ({ projectId }) => {
      // This very call is one of those in flight.
      const isQuiet = !jobs.isBusy(projectId) && calls.countOf(projectId) <= 1;
      if (projects.peek(projectId) !== undefined && isQuiet) await leave(services, projectId);
      return null;
    },

    'project/bytes': ({ projectId }) => {
      const { store } = projects.get(projectId);
      const suggestedName = basename(store.path);
      return { suggestedName, base64: library.copyAsBytes(store).toString('base64') };
    },

    'project/salvage': async (of) => {
      const projectId = 'projectId' in of ? of.projectId : projects.idOf(files.resolve(of.fileId).path);
      await leave(services, projectId);
      return salvages.look(projectId, projects.pathOf(projectId));
    },

    'project/save-salvaged': ({ projectId, destination }) => {
      const { path, name } = salvages.keep(projectId, (recovered) => {
        if (destination !== undefined) return { path: files.resolve(destination).path, name: recovered };
        const free = library.freeName(recovered);
        return { path: library.freePath(free), name: free };
      });
      const { id, store } = projects.get(projects.idOf(path));
      store.rename(name);
      return changed(cardOf(id, store));
    },

    'project/restore-copy': async ({ projectId, copyId }) => {
      const copy = salvages.setAside(projectId, projects.pathOf(projectId), copyId);
      try {
        await leaveForCopy(services, projectId);
        projects.whileClosed(projectId, (path) => putBack(copy, path));
        services.backups.forgetProblem(projectId);
      } finally {
        removeFile(copy.path);
      }
      publish({ event: 'project/changed', payload: { projectId } });
      return changed(cardOfFile(projects, projects.pathOf(projectId)));
    },
  };
}
