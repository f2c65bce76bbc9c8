import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { startProgram } from '../../programs.ts';

const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const commandLine = 'src-main/hosts/cli/main.ts';

it('the command line contacts nothing', async () => {
  const file = join(folder, 'panel.tracewise');
  for (const args of [
    ['project', 'create', file, '--name', 'Panel'],
    ['project', 'info', file, '--json'],
  ]) {
    const program = startProgram(commandLine, args);
    expect(await program.ended, program.stderr()).toBe(0);
    expect(program.outward()).toEqual([]);
  }
});

it('the app served to a browser contacts nothing, and ends when it is told to', async () => {
  const args = ['serve', '--library', join(folder, 'library'), '--json'];
  const program = startProgram(commandLine, args);
  const [address] = await program.until(/http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]+/);
  const { origin, hash } = new URL(address);
  const headers = { authorization: `Bearer ${hash.replace('#token=', '')}` };
  const opened = await fetch(`${origin}/api/sessions`, { method: 'POST', headers });
  expect(opened.status).toBe(200);
  program.process.kill('SIGTERM');
  expect(await program.ended, program.stderr()).toBe(0);
  expect(program.outward()).toEqual([]);
});
