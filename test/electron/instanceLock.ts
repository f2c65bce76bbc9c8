import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How a second start of the app looked. */
interface OtherInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

/**
 * Only one process holds the lock of a folder. Who comes second leaves a note for who was first.
 * @returns what releases the lock; undefined for who comes second
 */
export function takeInstanceLock(
  folder: string,
  additionalData: unknown,
  whenAnother: (other: OtherInstance) => void,
): (() => void) | undefined {
  const notes = join(folder, 'stand-in-instance');
  const lock = join(notes, 'pid');
  mkdirSync(notes, { recursive: true });
  if (isHeld(lock)) {
    const other: OtherInstance = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
    const note = join(notes, `${randomUUID()}.json`);
    writeFileSync(`${note}.part`, JSON.stringify(other));
    renameSync(`${note}.part`, note);
    return undefined;
  }
  writeFileSync(lock, String(process.pid));
  const watcher = watch(notes, () => {
    for (const name of readdirSync(notes).filter((each) => each.endsWith('.json'))) {
      const other = JSON.parse(readFileSync(join(notes, name), 'utf8')) as OtherInstance;
      rmSync(join(notes, name));
      whenAnother(other);
    }
  });
  watcher.unref();
  return () => {
    watcher.close();
    rmSync(lock, { force: true });
  };
}

/** A lock of a process that was killed is none. */
function isHeld(lock: string): boolean {
  try {
    process.kill(Number(readFileSync(lock, 'utf8')), 0);
    return true;
  } catch {
    return false;
  }
}
