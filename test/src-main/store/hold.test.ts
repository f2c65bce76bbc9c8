import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { holdPath, isHold, isInUse, takeHold, whileHeld } from '#main/store/hold.ts';
import type { Hold } from '#main/store/hold.ts';
import { createProject, openProject } from '#main/store/projectFile.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function closedProject(): string {
  const path = join(temporaryFolder(), 'study.tracewise');
  createProject(path, 'Study').close();
  return path;
}

function held(path: string, program: string): Hold {
  const taken = takeHold(path, program);
  if (!isHold(taken)) throw new Error(`held by ${taken.program}`);
  return taken;
}

/** Another process that has a project open, until it is killed. */
async function otherProcess(path: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const script = fileURLToPath(new URL('../../support/holdProject.ts', import.meta.url));
  const child = spawn(process.execPath, [script, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const kill = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { pid: child.pid ?? 0, kill };
}

describe('a project that is in use', () => {
  test('is opened for reading only by another process, which names who has it, until that one is killed', async () => {
    const path = closedProject();
    const other = await otherProcess(path);
    const project = openProject(path, { holdAs: 'this test' });
    expect(project.readOnly).toBe(true);
    expect(project.name).toBe('Held');
    const error = thrownBy(() => project.rename('Mine'));
    expect(error.kind).toBe('conflict');
    expect(error.message).toContain(`in use by the other program (process ${other.pid} on `);
    project.close();
    await other.kill();

    const again = openProject(path, { holdAs: 'this test' });
    again.rename('Mine');
    again.close();
    expect(readdirSync(dirname(path))).toEqual(['study.tracewise']);
  });

  test('is one file again once the last of both has closed it, in either order', () => {
    for (const [first, last] of [
      ['holder', 'reader'],
      ['reader', 'holder'],
    ]) {
      const path = closedProject();
      const holder = openProject(path, { holdAs: 'one' });
      holder.rename('One');
      const reader = openProject(path, { holdAs: 'two' });
      expect(reader.name).toBe('One');
      const close = { holder: () => holder.close(), reader: () => reader.close() };
      close[first as keyof typeof close]();
      close[last as keyof typeof close]();
      expect(readdirSync(dirname(path)), `${first} first`).toEqual(['study.tracewise']);
    }
  });

  test('is neither moved nor deleted meanwhile', () => {
    const path = closedProject();
    const hold = held(path, 'the app');
    expect(thrownBy(() => whileHeld(path, 'the command line', () => 'moved')).message).toContain('the app');
    hold.release();
    expect(whileHeld(path, 'the command line', () => 'moved')).toBe('moved');
  });
});

describe('a hold', () => {
  test('goes with its release, and its file too', () => {
    const path = closedProject();
    const hold = held(path, 'one');
    expect(isInUse(path, 'two')).toBe(true);
    hold.release();
    hold.release();
    expect(isInUse(path, 'two')).toBe(false);
    expect(readdirSync(dirname(path))).toEqual(['study.tracewise']);
  });

  test('is taken where a power cut left rubbish', () => {
    const path = closedProject();
    writeFileSync(holdPath(path), 'rubbish '.repeat(40));
    held(path, 'one').release();
  });
});
