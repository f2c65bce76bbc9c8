import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openFile } from '#main/store/openFile.ts';
import { createProject } from '#main/store/projectFile.ts';
import { beatRunner, claimRunner, hasRunner, releaseRunner, runnerPatience } from '#main/store/runner.ts';
import { thrownBy } from '../../support/errors.ts';
import { temporaryFolder } from '../../support/folders.ts';

function connectionToNewFile() {
  const path = join(temporaryFolder(), 'study.tracewise');
  createProject(path, 'Study').close();
  return openFile(path);
}

describe('the one who computes in a project', () => {
  test('is alone until it lets go', () => {
    const connection = connectionToNewFile();
    expect(hasRunner(connection)).toBe(false);
    const token = claimRunner(connection);
    expect(hasRunner(connection)).toBe(true);
    expect(thrownBy(() => claimRunner(connection)).kind).toBe('conflict');
    releaseRunner(connection, token);
    expect(hasRunner(connection)).toBe(false);
    releaseRunner(connection, claimRunner(connection));
    connection.close();
  });

  test('is given up after long silence, and then may no longer commit', () => {
    const connection = connectionToNewFile();
    const start = Date.now();
    const silent = claimRunner(connection, start);
    beatRunner(connection, silent, start + runnerPatience);
    expect(hasRunner(connection, start + 2 * runnerPatience)).toBe(true);
    const next = claimRunner(connection, start + 2 * runnerPatience + 1);
    const error = thrownBy(() => beatRunner(connection, silent));
    expect(error.kind).toBe('conflict');
    expect(error.message).toContain('taken over');
    releaseRunner(connection, silent);
    beatRunner(connection, next);
    connection.close();
  });

  test('counts as gone at once when its process is', () => {
    const connection = connectionToNewFile();
    claimRunner(connection);
    const beyondAnyProcess = 2 ** 30;
    connection.write((database) => database.prepare('UPDATE runner SET pid = ?').run(beyondAnyProcess));
    expect(hasRunner(connection)).toBe(false);
    connection.close();
  });

  test('on another machine is believed for as long as it gives signs of life', () => {
    const connection = connectionToNewFile();
    claimRunner(connection);
    connection.write((database) =>
      database.prepare("UPDATE runner SET pid = 1073741824, host = 'other'").run(),
    );
    expect(hasRunner(connection)).toBe(true);
    expect(hasRunner(connection, Date.now() + runnerPatience + 1)).toBe(false);
    connection.close();
  });
});
