import { app, dialog, protocol } from 'electron';
import { declareAppScheme } from './protocol.ts';
import { projectFilesIn } from './openedFiles.ts';
import { cutOffNetwork, guardEveryPage } from './security.ts';
import { startDesktop } from './desktop.ts';
import type { Desktop } from './desktop.ts';

if (app.requestSingleInstanceLock()) runApp();
else app.quit();

function runApp(): void {
  app.enableSandbox();
  app.setAppUserModelId('org.tracewise.app');
  declareAppScheme(protocol);
  cutOffNetwork(app);
  guardEveryPage(app);
  let desktop: Desktop | undefined;
  const early = projectFilesIn(process.argv, process.cwd());
  const openFiles = (paths: string[]) => {
    if (desktop === undefined) early.push(...paths);
    else void desktop.openFiles(paths);
  };
  // A Mac says which file was opened, before or after the app is ready; others start a second program that says it.
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFiles([path]);
  });
  app.on('second-instance', (_event, argv, folder) => {
    desktop?.showWindow();
    openFiles(projectFilesIn(argv, folder));
  });
  app.on('activate', () => desktop?.showWindow());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app
    .whenReady()
    .then(() => {
      desktop = startDesktop();
      return desktop.openFiles(early.splice(0));
    })
    .catch((error: unknown) => {
      dialog.showErrorBox('Tracewise cannot start', error instanceof Error ? error.message : String(error));
      app.exit(1);
    });
}
