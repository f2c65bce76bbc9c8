import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { browserCandidates } from '../../scripts/browser.ts';
import { hasScreen, launchMode, openCommand } from '../../scripts/launchMode.ts';
import { describeHosts, tallyPlaywright, tallyVitest, withCrash } from '../../scripts/testReports.ts';

describe('the app opens', () => {
  const desk = { wantsWeb: false, hasElectron: true, platform: 'win32', env: {} } as const;

  it('in its own window where Electron and a screen are', () => {
    expect(launchMode(desk)).toEqual({ kind: 'electron' });
    expect(launchMode({ ...desk, platform: 'linux', env: { WAYLAND_DISPLAY: 'wayland-0' } })).toEqual({
      kind: 'electron',
    });
  });

  it.each([
    ['asked for', { ...desk, wantsWeb: true }, /asked for/],
    ['without Electron', { ...desk, hasElectron: false }, /Electron is not here/],
    ['without a screen', { ...desk, platform: 'linux' as const, env: { DISPLAY: '' } }, /no screen/],
  ])('in the browser %s, and says why in one line', (_when, surroundings, reason) => {
    const mode = launchMode(surroundings);
    expect(mode.kind).toBe('web');
    expect(mode).toHaveProperty('reason', expect.stringMatching(reason));
    expect(mode).not.toHaveProperty('reason', expect.stringContaining('\n'));
  });

  it('at an address that each system opens with its own command, which keeps the fragment', () => {
    const address = 'http://127.0.0.1:1/#token=x';
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(openCommand(platform, address).at(-1)).toBe(address);
    }
    expect(hasScreen('darwin', {})).toBe(true);
  });
});

describe('a browser for the tests', () => {
  it('is the one that was chosen, and no other', () => {
    expect(browserCandidates('linux', { TRACEWISE_BROWSER: '/opt/b', PATH: '/usr/bin' })).toEqual(['/opt/b']);
  });

  it('is looked for on the search path, Chrome before Chromium before Edge', () => {
    const found = browserCandidates('linux', { PATH: ['/a', '', '/b'].join(delimiter) });
    expect(found).toContain(join('/b', 'chromium'));
    expect(found.indexOf(join('/b', 'google-chrome'))).toBeLessThan(found.indexOf(join('/a', 'chromium')));
    expect(found.indexOf(join('/b', 'chromium'))).toBeLessThan(found.indexOf(join('/a', 'microsoft-edge')));
  });

  it('is looked for where Windows and macOS install programs', () => {
    expect(
      browserCandidates('win32', { PROGRAMFILES: 'C:\\Programs' }).some((p) => p.endsWith('msedge.exe')),
    ).toBe(true);
    expect(browserCandidates('win32', {})).toEqual([]);
    expect(browserCandidates('darwin', {})[0]).toContain('Google Chrome.app');
  });
});

describe('the sum of the tests', () => {
  const vitestReport = (testResults: unknown[]) => ({
    numPassedTests: 3,
    numPendingTests: 1,
    numTodoTests: 0,
    testResults,
  });

  it('names every unit test that failed', () => {
    const failed = { status: 'failed', fullName: 'adds', failureMessages: ['1 is not 2'] };
    const passed = { status: 'passed', fullName: 'ok', failureMessages: [] };
    const file = { name: 'a.test.ts', status: 'failed', message: '', assertionResults: [failed, passed] };
    expect(tallyVitest(vitestReport([file]), '')).toEqual({
      passed: 3,
      skipped: 1,
      failures: [{ title: 'a.test.ts > adds', message: '1 is not 2' }],
    });
  });

  it('counts a test file that did not load', () => {
    const file = { name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] };
    expect(tallyVitest(vitestReport([file]), 'all of it').failures).toEqual([
      { title: 'a.test.ts', message: 'no such module' },
    ]);
  });

  it('says what the output ended with when a test file took its process with it', () => {
    const assertionResults = [{ status: 'pending', fullName: 'adds' }];
    const file = { name: 'a.test.ts', status: 'failed', message: '', assertionResults };
    expect(tallyVitest(vitestReport([file]), 'exited with signal SIGSEGV').failures).toEqual([
      { title: 'a.test.ts', message: 'exited with signal SIGSEGV' },
    ]);
  });

  const spec = (title: string, status: string, projectName = 'web') => ({
    title,
    file: 'a.spec.ts',
    line: 3,
    tests: [{ status, projectName, results: [{ errors: [{ message: 'not visible' }] }] }],
  });

  it('names every end-to-end test that failed, however deep, and those that passed only at a second try', () => {
    const inner = { title: 'inner', specs: [spec('deep', 'flaky')] };
    const tally = tallyPlaywright({
      suites: [
        { title: 'outer', specs: [spec('one', 'unexpected'), spec('two', 'expected')], suites: [inner] },
      ],
      errors: [],
      stats: { expected: 1, skipped: 0, unexpected: 1, flaky: 1 },
    });
    expect(tally.passed).toBe(1);
    expect(tally.failures.map(({ title }) => title)).toEqual([
      'web > a.spec.ts:3 > outer > one',
      'web > a.spec.ts:3 > inner > deep',
    ]);
  });

  it('tells on which hosts the end-to-end tests ran', () => {
    const stats = { expected: 0, skipped: 0, unexpected: 0, flaky: 0 };
    const on = (...projects: string[]) => {
      const specs = projects.map((project) => spec('one', 'expected', project));
      const inner = { title: 'inner', specs };
      return describeHosts({ suites: [{ title: 'a', specs: [], suites: [inner] }], errors: [], stats });
    };
    expect(on('web', 'stand-in', 'web')).toBe(
      'End-to-end tests ran on: web host, stand-in for Electron; real Electron: its binary, or a screen for it, is not here',
    );
    expect(on('web', 'electron')).toBe('End-to-end tests ran on: web host, real Electron');
  });

  it('counts what went wrong outside of any end-to-end test', () => {
    const stats = { expected: 0, skipped: 0, unexpected: 0, flaky: 0 };
    const tally = tallyPlaywright({ suites: [], errors: [{ message: 'no browser' }], stats });
    expect(tally.failures).toEqual([{ title: 'Playwright', message: 'no browser' }]);
  });

  it('counts a runner that broke as a failure, once', () => {
    const fine = { passed: 3, skipped: 0, failures: [] };
    const failing = { ...fine, failures: [{ title: 'a', message: '' }] };
    expect(withCrash(fine, 'vitest', 0, '')).toBe(fine);
    expect(withCrash(failing, 'vitest', 1, '')).toBe(failing);
    expect(withCrash(fine, 'vitest', 1, 'unhandled').failures).toEqual([
      { title: 'vitest', message: 'It ended with code 1.\nunhandled' },
    ]);
    expect(withCrash(undefined, 'vitest', 1, 'broken')).toMatchObject({
      passed: 0,
      failures: [{ title: 'vitest' }],
    });
  });
});
