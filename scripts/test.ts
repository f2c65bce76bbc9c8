import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBrowser } from './browser.ts';
import { runTool } from './processes.ts';
import type { Finished, Tool } from './processes.ts';
import { describeHosts, tallyPlaywright, tallyVitest, withCrash } from './testReports.ts';
import type { Tally } from './testReports.ts';

/** `npm test`: gets a browser, builds, runs the unit and the end-to-end tests, and ends with `N passed, N failed`. */

const reportFolder = '.cache';
const vitestFile = join(reportFolder, 'vitest.json');
const playwrightFile = join(reportFolder, 'playwright.json');

function readReport(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function tallyRun(runner: string, finished: Finished, tally: () => Tally): Tally {
  try {
    return withCrash(tally(), runner, finished.code, finished.output);
  } catch (error) {
    const output = `${finished.output}\n${error instanceof Error ? error.message : String(error)}`;
    return withCrash(undefined, runner, finished.code, output);
  }
}

/** Where Node keeps what it compiled: tests start the same programs many times. */
const compiledOnce = { NODE_COMPILE_CACHE: resolve(reportFolder, 'node') };

async function step(what: string, tool: Tool, args: string[], env?: NodeJS.ProcessEnv): Promise<Finished> {
  console.log(`${what} ...`);
  return runTool(tool, args, { env: { NO_COLOR: '1', ...compiledOnce, ...env } });
}

async function runUnitTests(): Promise<Tally> {
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile=${vitestFile}`];
  const finished = await step('Unit tests', 'vitest', args);
  return tallyRun('vitest', finished, () => tallyVitest(readReport(vitestFile), finished.output));
}

async function runEndToEndTests(): Promise<Tally> {
  const built = await step('Build', 'electron-vite', ['build']);
  if (built.code !== 0) return withCrash(undefined, 'electron-vite build', built.code, built.output);
  const browser = await ensureBrowser();
  const finished = await step('End-to-end tests', 'playwright', ['test', '--reporter=json'], {
    TRACEWISE_BROWSER: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightFile,
  });
  return tallyRun('playwright', finished, () => {
    const report = readReport(playwrightFile);
    console.log(describeHosts(report));
    return tallyPlaywright(report);
  });
}

/** What cannot even begin is a failure of its own, and keeps no other test from running. */
async function orFailure(runner: string, tests: () => Promise<Tally>): Promise<Tally> {
  try {
    return await tests();
  } catch (error) {
    return withCrash(undefined, runner, 1, error instanceof Error ? error.message : String(error));
  }
}

mkdirSync(reportFolder, { recursive: true });
for (const file of [vitestFile, playwrightFile]) rmSync(file, { force: true });

const tallies = [
  await orFailure('vitest', runUnitTests),
  await orFailure('end-to-end tests', runEndToEndTests),
];
const failures = tallies.flatMap((tally) => tally.failures);
for (const { title, message } of failures) console.log(`\nFAILED ${title}\n${message}`);
const skipped = tallies.reduce((sum, tally) => sum + tally.skipped, 0);
if (skipped > 0) console.log(`\n${skipped} skipped`);
const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
