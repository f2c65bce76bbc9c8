import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openProject } from '../../../src-main/store/projectFile.ts';
import type { ThreadWork } from './runInThread.ts';
import type { Work } from './works.ts';

export const ways = ['command line', 'backend thread'] as const;
export type Way = (typeof ways)[number];

const script = (path: string) => fileURLToPath(new URL(path, import.meta.url));

interface Ended {
  code: number | null;
  wasKilled: boolean;
  output: string;
  errors: string;
  milliseconds: number;
}

/** Most of a short run is reading its modules; kept compiled they are read in half the time. */
const compiled = mkdtempSync(join(tmpdir(), 'tracewise-compiled-'));
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }));

/** Runs the work in a process of its own, which is killed after so many milliseconds if it has not ended by then. */
function runProcess(work: Work, way: Way, path: string, killAfter?: number): Promise<Ended> {
  const thread: ThreadWork = { ...work.thread(path), libraryFolder: dirname(path) };
  const args =
    way === 'command line'
      ? [script('../../../src-main/hosts/cli/main.ts'), ...work.commandLine(path)]
      : [script('runInThread.ts'), JSON.stringify(thread)];
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  let output = '';
  let errors = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString('utf8')));
  const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  return new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const milliseconds = performance.now() - begun;
      settle({ code, wasKilled: signal === 'SIGKILL', output, errors, milliseconds });
    });
  });
}

async function runToTheEnd(work: Work, way: Way, path: string): Promise<Ended> {
  const ended = await runProcess(work, way, path);
  if (ended.code === 0) return ended;
  throw new Error(`${work.kind} by the ${way} ended with ${ended.code}:\n${ended.output}\n${ended.errors}`);
}

async function inFolder<Result>(use: (path: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'tracewise-kill-'));
  try {
    return await use(join(folder, 'study.tracewise'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What an undisturbed run comes to, and how long it takes. */
export interface Undisturbed {
  content: string;
  milliseconds: number;
}

export function undisturbed(work: Work, way: Way): Promise<Undisturbed> {
  return inFolder(async (path) => {
    work.prepare(path);
    const { milliseconds } = await runToTheEnd(work, way, path);
    return { content: contentOf(work, path), milliseconds };
  });
}

export interface KilledRun {
  /** False when it had ended before. */
  wasKilled: boolean;
  /** Units that were found finished after the kill; `undefined` when there was no job yet, or none is expected. */
  unitsKept: number | undefined;
  /** What is not as it should be; empty when all is well. */
  faults: string[];
}

/** Kills the work once and takes it up again, looking at everything that must hold. */
export function killOnce(work: Work, way: Way, killAfter: number, expected: Undisturbed): Promise<KilledRun> {
  return inFolder(async (path) => {
    work.prepare(path);
    const killed = await runProcess(work, way, path, killAfter);
    if (!killed.wasKilled) return { wasKilled: false, unitsKept: undefined, faults: [] };
    const faults: string[] = [];
    const must = (holds: boolean, fault: string) => {
      if (!holds) faults.push(fault);
    };
    try {
      const { kept, isDone } = foundIn(work, path);
      const said = lastUnitsSaid(killed.output);
      must((kept ?? 0) >= said, `${said} units were told of, ${kept ?? 0} are there`);
      const resumed = isDone ? undefined : await runToTheEnd(work, way, path);
      const begunWith = resumed === undefined ? undefined : unitsAtStart(way, resumed);
      if (kept !== undefined && kept > 0 && begunWith !== undefined) {
        must(begunWith === kept, `went on from ${begunWith} of ${kept} finished units`);
      }
      must(contentOf(work, path) === expected.content, 'ends with other bytes than an undisturbed run');
      const left = strayFiles(path);
      must(left.length === 0, `leaves ${left.join(', ')} behind`);
      return { wasKilled: true, unitsKept: kept, faults };
    } catch (error) {
      faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return { wasKilled: true, unitsKept: undefined, faults };
    }
  });
}

/** Opens the project as the next program does, and checks it. */
function foundIn(work: Work, path: string): { kept: number | undefined; isDone: boolean } {
  const project = openProject(path, { readOnly: true, asIs: true });
  try {
    const job = project.listJobs().find(({ name }) => name === 'run');
    return { kept: job?.unitsDone, isDone: work.isDone?.(project) ?? false };
  } finally {
    project.close();
  }
}

/** The count of units in the last line that told of them. */
function lastUnitsSaid(output: string): number {
  const told = [...output.matchAll(/^(?:running|done|waiting) (\d+)$/gm)];
  return Number(told.at(-1)?.[1] ?? 0);
}

/** With how many finished units the second run began; `undefined` where it does not say. */
function unitsAtStart(way: Way, { output, errors }: Ended): number | undefined {
  const told =
    way === 'command line'
      ? /going on with "run": (\d+) of/.exec(errors)
      : /^(?:waiting|running|done) (\d+)$/m.exec(output);
  return told === null ? undefined : Number(told[1]);
}

/** The result and the data, to the last bit, for a program that works in the project as the app does. */
function contentOf(work: Work, path: string): string {
  const project = openProject(path, { holdAs: 'the check' });
  try {
    const problems = project.check();
    if (problems.length > 0) throw new Error(`the project is not sound: ${problems.join('; ')}`);
    return createHash('sha256')
      .update(JSON.stringify(work.result(project), bitsOf))
      .digest('hex');
  } finally {
    project.close();
  }
}

function bitsOf(_: string, value: unknown): unknown {
  if (!ArrayBuffer.isView(value)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

/** What stands beside the project and is neither the copy from before a migration nor a table. */
function strayFiles(path: string): string[] {
  const own = basename(path);
  return readdirSync(dirname(path)).filter(
    (name) => name !== own && !/-v\d+$/.test(name) && !name.endsWith('.txt') && name !== 'backups',
  );
}
