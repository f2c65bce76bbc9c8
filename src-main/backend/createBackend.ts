import { availableParallelism } from 'node:os';
import type { MethodName } from '#shared/contract/methods.ts';
import type { BackendMessage } from '#shared/contract/wire.ts';
import { geneTable } from '#main/importers/geneTable.ts';
import { TableCache } from '#main/importers/dataset/tableCache.ts';
import { Derivations } from '#main/jobs/derivations.ts';
import { JobScheduler } from '#main/jobs/jobScheduler.ts';
import { GeneSetFolder } from '#main/store/geneSetFolder.ts';
import { Backups } from '#main/store/backups.ts';
import { LibraryFolder } from '#main/store/library.ts';
import type { FileRegistry, Handlers } from './backend.ts';
import { dispatcher } from './dispatcher.ts';
import type { Dispatch } from './dispatcher.ts';
import { appHandlers } from './handlers/app.ts';
import { clusteringHandlers } from './handlers/clustering.ts';
import { datasetHandlers } from './handlers/dataset.ts';
import { deskHandlers } from './handlers/desk.ts';
import { enrichmentHandlers } from './handlers/enrichment.ts';
import { evaluationHandlers } from './handlers/evaluation.ts';
import { exampleHandlers } from './handlers/example.ts';
import { exportHandlers } from './handlers/export.ts';
import { geneListHandlers } from './handlers/geneLists.ts';
import { geneSetHandlers } from './handlers/geneSets.ts';
import { importHandlers } from './handlers/import.ts';
import { jobHandlers } from './handlers/job.ts';
import { layoutHandlers } from './handlers/layout.ts';
import { libraryHandlers } from './handlers/library.ts';
import { modelHandlers } from './handlers/model.ts';
import { projectHandlers } from './handlers/project.ts';
import { resultHandlers } from './handlers/result.ts';
import { runComparisonHandlers } from './handlers/runComparisons.ts';
import { safetyHandlers } from './handlers/safety.ts';
import { screenHandlers } from './handlers/screen.ts';
import { structureHandlers } from './handlers/structure.ts';
import { taskGroupHandlers } from './handlers/taskGroups.ts';
import { BackupKeeper } from './backupKeeper.ts';
import { CallsInFlight } from './callsInFlight.ts';
import { GeneSetCatalogue } from './geneSetCatalogue.ts';
import { InterruptedJobs } from './interruptedJobs.ts';
import { OpenProjects } from './openProjects.ts';
import { Salvages } from './salvages.ts';
import { ownGeneSetsIn } from './ownGeneSets.ts';
import { RecentProjects } from './recentProjects.ts';
import type { About, Publish, Services } from './services.ts';

export interface BackendOptions {
  /** The folder of the user's projects; it need not exist yet. */
  libraryFolder: string;
  files: FileRegistry;
  /** The module that solver threads run. */
  solverEntry: URL;
  /** Solver threads; one per core less one, and at least one, when left out. */
  threads?: number;
  /** Of the program: stored with every result. */
  version: string;
  /** The folder of the example panel's tables. */
  exampleFolder: string;
  /** The gzipped table of genes that names are looked up in. */
  genesFile: string;
  /** The folder of the gene sets that come with the program. */
  geneSetsFolder: string;
  /** What others are told who find a project in use; the app when left out. */
  program?: string;
  /** Whether projects on network shares may be written; the app opens them for reading only. */
  writeOnShares?: boolean;
  /** Whether projects are backed up into the library; they are when left out. */
  keepsBackups?: boolean;
  /** Where the user's own gene sets are; a folder in the library when left out. */
  ownGeneSetsFolder?: () => string;
  /**
   * Notes in the library what was looked at and what a close interrupted. Left out where the folder is not the user's
   * library, as for a command of the terminal.
   */
  keepsNotes?: boolean;
  about?: About;
}

export type BackendEvent = Extract<BackendMessage, { kind: 'event' }>;

export interface Backend {
  /** Arguments are parsed here. @throws TracewiseError; `invalid-setting` names the argument at fault */
  call: Dispatch;
  /** @returns a function that ends the subscription */
  subscribe: (listener: (event: BackendEvent) => void) => () => void;
  /** Pauses running jobs, ends all threads, and leaves every project as one closed file. */
  close: () => Promise<void>;
}

/** Puts the parts together: the one place that knows them all. */
export function createBackend(options: BackendOptions): Backend {
  const listeners = new Set<(event: BackendEvent) => void>();
  const publish: Publish = (news) => {
    if (news.event === 'project/changed') services.backups.noteChange(news.payload.projectId);
    for (const listener of [...listeners]) listener({ kind: 'event', ...news });
  };
  const services = createServices(options, publish);
  const dispatch = dispatcher(allHandlers(services));
  return {
    call: (method, args, context) => services.calls.during(args, () => dispatch(method, args, context)),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      services.tables.clear();
      services.salvages.discardAll();
      try {
        services.interrupted?.remember();
      } finally {
        await endWork(services);
      }
    },
  };
}

async function endWork(services: Services): Promise<void> {
  try {
    await Promise.all([services.jobs.close(), services.derivations.close()]);
    for (const project of services.projects.all()) await services.backups.keep(project);
  } finally {
    services.projects.closeAll();
  }
}

const tellsNothing: About = () => Promise.resolve({ runtimes: [], licences: [] });

function createServices(options: BackendOptions, publish: Publish): Services {
  const threads = options.threads ?? Math.max(1, availableParallelism() - 1);
  const library = new LibraryFolder(options.libraryFolder);
  const { program = 'the Tracewise app', writeOnShares = false } = options;
  const projects = new OpenProjects(library, { holdAs: program, writeOnShares });
  const backupFolder = new Backups(options.libraryFolder);
  const backups = new BackupKeeper(options.keepsBackups === false ? undefined : backupFolder);
  const { version, files, exampleFolder, genesFile, solverEntry } = options;
  const jobs = new JobScheduler({
    solverEntry,
    threads,
    version,
    onChanged: (view) => {
      publish({ event: 'job/changed', payload: view });
      if (view.state !== 'done') return;
      publish({ event: 'project/changed', payload: { projectId: view.projectId } });
      const project = projects.peek(view.projectId);
      if (project !== undefined) void backups.keep(project);
      publish({ event: 'library/changed', payload: null });
    },
    onCurve: (payload) => publish({ event: 'job/curve', payload: payload }),
  });
  const derivations = new Derivations({ solverEntry, version });
  const genes = geneTable(genesFile);
  const tables = new TableCache();
  const ownFolder = options.ownGeneSetsFolder ?? (() => ownGeneSetsIn(options.libraryFolder));
  const geneSets = new GeneSetCatalogue(options.geneSetsFolder, new GeneSetFolder(ownFolder));
  return {
    version,
    threads,
    exampleFolder,
    genes,
    geneSets,
    library,
    projects,
    calls: new CallsInFlight(),
    backupFolder,
    backups,
    salvages: new Salvages(library, backupFolder),
    jobs,
    derivations,
    files,
    tables,
    publish,
    about: options.about ?? tellsNothing,
    ...(options.keepsNotes === true
      ? {
          recent: new RecentProjects(options.libraryFolder, projects, publish),
          interrupted: new InterruptedJobs(options.libraryFolder, projects, jobs),
        }
      : {}),
  };
}

function allHandlers(services: Services): Handlers<MethodName> {
  return {
    ...appHandlers(services),
    ...layoutHandlers(services),
    ...deskHandlers(services),
    ...libraryHandlers(services),
    ...exampleHandlers(services),
    ...projectHandlers(services),
    ...importHandlers(services),
    ...datasetHandlers(services),
    ...jobHandlers(services),
    ...evaluationHandlers(services),
    ...runComparisonHandlers(services),
    ...modelHandlers(services),
    ...screenHandlers(services),
    ...taskGroupHandlers(services),
    ...clusteringHandlers(services),
    ...structureHandlers(services),
    ...geneSetHandlers(services),
    ...enrichmentHandlers(services),
    ...geneListHandlers(services),
    ...resultHandlers(services),
    ...safetyHandlers(services),
    ...exportHandlers(services),
  };
}
