import { join } from 'node:path';
import log from 'electron-log/node';
import { traceOf } from '../trace.ts';

/** Bytes; then the log becomes `main.old.log`, of which there is one. */
const longestLog = 1024 * 1024;

export interface AppLog {
  readonly path: string;
  say: (what: string) => void;
  /** @param what what was being done; of the error only kind and place are written */
  problem: (what: string, error?: unknown) => void;
}

/**
 * The log in a folder of the user's. Of electron-log only the file is used: its entry for Electron would listen to every
 * frame, and its way to send lines elsewhere is taken out.
 */
export function openLog(folder: string): AppLog {
  const path = join(folder, 'main.log');
  const { file } = log.transports;
  log.transports.console.level = false;
  log.transports.remote.level = false;
  file.resolvePathFn = () => path;
  file.sync = false;
  file.maxSize = longestLog;
  file.format = '{iso} {level} {text}';
  return {
    path,
    say: (what) => log.info(what),
    problem: (what, error) => log.error(error === undefined ? what : `${what}: ${traceOf(error)}`),
  };
}
