import { defineConfig } from '@playwright/test';
import { findBrowser } from './scripts/browser.ts';
import { findElectron } from './scripts/electronBinary.ts';
import { hasScreen } from './scripts/launchMode.ts';
import type { HostOptions } from './test/e2e/host.ts';
import { offlineArguments } from './test/support/offlineBrowser.ts';

// Found once: workers and what they start inherit it.
process.env['TRACEWISE_BROWSER'] ??= findBrowser();

const { platform, env } = process;

export default defineConfig<object, HostOptions>({
  testDir: 'test/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: true,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 820 },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: env['TRACEWISE_BROWSER'], args: offlineArguments() },
  },
  /** The same specs on every host that can be had here. The stand-in's launcher is a script of a Unix shell. */
  projects: [
    { name: 'web', grepInvert: /@(desktop|stand-in)-only/, use: { hostKind: 'web' } },
    ...(platform === 'win32'
      ? []
      : [{ name: 'stand-in', grepInvert: /@web-only/, use: { hostKind: 'stand-in' } as const }]),
    ...(findElectron() !== undefined && hasScreen(platform, env)
      ? [{ name: 'electron', grepInvert: /@(web|stand-in)-only/, use: { hostKind: 'electron' } as const }]
      : []),
  ],
});
