import type { ElectronApplication, Page } from '@playwright/test';

export const hostKinds = ['web', 'stand-in', 'electron'] as const;
export type HostKind = (typeof hostKinds)[number];

export interface MadeFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export interface SavedFile {
  name: string;
  content: Buffer;
}

/** What must not have happened in a test, whichever host it ran on. */
export interface Findings {
  /** What the program behind the page tried to reach, or complained of. */
  program: string[];
  /** Addresses that the page asked for and that are not its host's. */
  foreign: string[];
  /** Errors in the page's console. */
  problems: string[];
}

/** The app with a library of its own. Addresses differ from host to host: do not compare them. */
export interface AppHost {
  readonly kind: HostKind;
  readonly libraryFolder: string;
  /** The page that the app shows now. */
  readonly page: Page;
  /**
   * Ends the host as a power cut would, and starts it again on the same library.
   * @returns the page to go on with
   */
  restart: () => Promise<Page>;
  /** Presses what asks for files, and gives these, by path or made by the spec. */
  giveFiles: (press: () => Promise<void>, files: string[] | MadeFile[]) => Promise<void>;
  /** Presses what saves a file. @returns what came out */
  save: (press: () => Promise<void>) => Promise<SavedFile>;
  /** The web host's address with its token. @throws Error for any other host */
  web: () => { url: string; origin: string };
  /** The desktop app's main process. @throws Error for the web host */
  desktop: () => ElectronApplication;
  /** Ends the host in order. @returns what it did that it should not have */
  close: () => Promise<Findings>;
}

const hosts = new WeakMap<Page, AppHost>();

/** Remembers who shows a page, for helpers that are given the page alone. */
export function showing(page: Page, host: AppHost): Page {
  hosts.set(page, host);
  return page;
}

export function hostOf(page: Page): AppHost {
  const host = hosts.get(page);
  if (host === undefined) throw new Error('this page is not the app of this test');
  return host;
}

/** A spec for the web host alone. @param why it cannot or need not run in the desktop app */
export function webOnly(why: string) {
  return { tag: '@web-only', annotation: { type: 'web host only', description: why } };
}

/** A spec for the desktop app alone. @param why the web host has nothing of the kind */
export function desktopOnly(why: string) {
  return { tag: '@desktop-only', annotation: { type: 'desktop only', description: why } };
}

/** A spec about the stand-in itself, or about what only it can show. */
export function standInOnly(why: string) {
  return { tag: '@stand-in-only', annotation: { type: 'stand-in only', description: why } };
}
