import type { AboutProgram } from '#shared/contract/desk.ts';
import type { TableCache } from '#main/importers/dataset/tableCache.ts';
import type { GeneNames } from '#shared/names/geneNames.ts';
import type { Derivations } from '#main/jobs/derivations.ts';
import type { JobScheduler } from '#main/jobs/jobScheduler.ts';
import type { Backups } from '#main/store/backups.ts';
import type { LibraryFolder } from '#main/store/library.ts';
import type { BackupKeeper } from './backupKeeper.ts';
import type { CallsInFlight } from './callsInFlight.ts';
import type { Salvages } from './salvages.ts';
import type { FileRegistry } from './backend.ts';
import type { GeneSetCatalogue } from './geneSetCatalogue.ts';
import type { InterruptedJobs } from './interruptedJobs.ts';
import type { OpenProjects } from './openProjects.ts';
import type { Publish } from './publish.ts';
import type { RecentProjects } from './recentProjects.ts';

export type { Publish } from './publish.ts';

/** What a host knows of the program besides its version. */
export type About = () => Promise<Omit<AboutProgram, 'version'>>;

/** What handlers work with. */
export interface Services {
  version: string;
  threads: number;
  /** The folder of the example panel's tables. */
  exampleFolder: string;
  /** Reads the table of genes when it is first asked for. */
  genes: () => Promise<GeneNames>;
  geneSets: GeneSetCatalogue;
  library: LibraryFolder;
  projects: OpenProjects;
  calls: CallsInFlight;
  backupFolder: Backups;
  backups: BackupKeeper;
  salvages: Salvages;
  jobs: JobScheduler;
  derivations: Derivations;
  files: FileRegistry;
  /** What the wizard's last look at its files read. */
  tables: TableCache;
  publish: Publish;
  about: About;
  /** Of a program that keeps a library; a command of the terminal has none. */
  recent?: RecentProjects;
  interrupted?: InterruptedJobs;
}
