import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openLog } from '#main/hosts/electron/log.ts';
import { pageAfterCrash } from '#main/hosts/electron/crashes.ts';
import { TracewiseError } from '#shared/model/errors.ts';

vi.mock('electron', () => ({ dialog: {} }));

it('the log says what failed and where, and nothing of the data', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tracewise-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const log = openLog(join(folder, 'logs'));
  const secret = 'PATIENT-7 is 3.25';
  log.say('library /home/user/Documents/Tracewise');
  log.problem('import failed', new TracewiseError('internal', secret, { found: secret }));
  log.problem('a thread failed', secret);
  await vi.waitFor(() => expect(readFileSync(log.path, 'utf8').split('\n').length).toBeGreaterThan(4));
  const text = readFileSync(log.path, 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+Z info library \/home\/user\/Documents\/Tracewise$/m);
  expect(text).toMatch(/error import failed: \w*Error\n\s+at .*log\.test\.ts/);
  expect(text).toMatch(/error a thread failed: thrown: string$/m);
  expect(text).not.toContain('PATIENT');
  expect(text).not.toContain('3.25');
});

it('a page that is gone is replaced by one that leads back to where it was', () => {
  const address = 'app://bundle/index.html#/project/1/compare';
  expect(pageAfterCrash('crashed', address)).toBe('app://bundle/crashed.html#/project/1/compare');
  expect(pageAfterCrash('oom', '')).toBe('app://bundle/crashed.html');
  expect(pageAfterCrash('clean-exit', address)).toBeUndefined();
  expect(pageAfterCrash('crashed', 'app://bundle/crashed.html#/x')).toBeUndefined();
});
