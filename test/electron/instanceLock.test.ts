import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeInstanceLock } from './instanceLock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('who comes second is refused, and who was first hears of it', async () => {
  const heard = vi.fn();
  const release = takeInstanceLock(folder, undefined, heard);
  expect(release).toBeDefined();
  expect(takeInstanceLock(folder, { file: 'panel.tracewise' }, vi.fn())).toBeUndefined();
  await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce(), { timeout: 30_000 });
  expect(heard.mock.calls[0][0]).toMatchObject({
    argv: process.argv,
    additionalData: { file: 'panel.tracewise' },
  });
  release?.();
  const next = takeInstanceLock(folder, undefined, vi.fn());
  expect(next).toBeDefined();
  next?.();
});

it('the lock of a process that was killed is none', () => {
  mkdirSync(join(folder, 'stand-in-instance'));
  writeFileSync(join(folder, 'stand-in-instance', 'pid'), '999999999');
  const release = takeInstanceLock(folder, undefined, vi.fn());
  expect(release).toBeDefined();
  release?.();
});
