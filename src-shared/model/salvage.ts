/** Things of one kind in a damaged project. */
export interface SalvagedKind {
  what:
    | 'data set'
    | 'evaluation'
    | 'model'
    | 'screen'
    | 'clustering'
    | 'enrichment'
    | 'number of tasks'
    | 'unfinished job';
  /** Names of those that read whole. */
  whole: string[];
  /** Names of those that do not, as far as they read. */
  lost: string[];
}

/** A copy that a damaged project can go back to. */
export interface GoodCopy {
  copyId: string;
  kind: 'backup' | 'before-update';
  /** ISO 8601. */
  savedAt: string;
  byteCount: number;
}

/** What is left of a damaged project. */
export interface SalvageReport {
  projectId: string;
  name: string;
  fileName: string;
  byteCount: number;
  /** What is wrong, each a sentence for people. */
  findings: string[];
  contents: SalvagedKind[];
  /** The newest copy that was found sound; absent when there is none. */
  goodCopy?: GoodCopy;
  /** Copies that are damaged themselves. */
  badCopyCount: number;
}
