import { createContext } from 'svelte';
import type { Client } from '../client/client.ts';
import { Desk } from './desk.svelte.ts';
import { Jobs } from './jobs.svelte.ts';
import { Library } from './library.svelte.ts';
import { Navigation } from './navigation.svelte.ts';
import { Notices } from './notices.svelte.ts';
import { OpenProject } from './openProject.svelte.ts';
import { isViewOfJob, roomNames, roomOf } from './routes.ts';
import { createSaveFile } from './saving.ts';
import type { SaveFile } from './saving.ts';
import { Theme } from './theme.svelte.ts';

/** What the screens share. */
export interface AppState {
  client: Client;
  navigation: Navigation;
  notices: Notices;
  theme: Theme;
  library: Library;
  jobs: Jobs;
  project: OpenProject;
  desk: Desk;
  saveFile: SaveFile;
}

export const [getAppState, setAppState] = createContext<AppState>();

export function createAppState(client: Client): AppState {
  const notices = new Notices();
  const navigation = new Navigation();
  const jobs = new Jobs(client, notices);
  const library = new Library(client, notices);
  const project = new OpenProject(client, jobs);
  announceFinishedJobs(client, notices, navigation);
  const saveFile = createSaveFile(client, notices);
  const theme = new Theme();
  const desk = new Desk({ client, navigation, notices, theme, library, jobs, project });
  void desk.resumeInterrupted();
  return { client, navigation, notices, theme, library, jobs, project, desk, saveFile };
}

function announceFinishedJobs(client: Client, notices: Notices, navigation: Navigation): void {
  const announced = new Set<string>();
  client.on('job/changed', ({ projectId, id, name, state, analysis }) => {
    const key = `${id}/${projectId}/${state}`;
    if (state !== 'done' || announced.has(key)) return;
    announced.add(key);
    if (isViewOfJob(navigation.route, projectId, id)) return;
    const room = roomOf[analysis.kind];
    notices.add(`“${name}” is done.`, {
      label: `Open in ${roomNames[room]}`,
      run: () => navigation.go({ screen: 'room', projectId, room, result: name }),
    });
  });
}
