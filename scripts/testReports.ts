import { z } from 'zod';

export interface Failure {
  title: string;
  message: string;
}

/** What one runner found. */
export interface Tally {
  passed: number;
  skipped: number;
  failures: Failure[];
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

/**
 * A file that could not be loaded, or whose process died, has no tests that failed; it counts as one failure. Of a death
 * the report knows nothing, but the end of the output does.
 */
export function tallyVitest(report: unknown, output: string): Tally {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report);
  const failures = testResults.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({
        title: `${name} > ${test.fullName}`,
        message: (test.failureMessages ?? []).join('\n'),
      }));
    const didNotLoad = status === 'failed' && failed.length === 0;
    return didNotLoad ? [{ title: name, message: message === '' ? endOf(output) : message }] : failed;
  });
  return { passed: numPassedTests, skipped: numPendingTests + numTodoTests, failures };
}

const playwrightError = z.object({ message: z.string().optional(), stack: z.string().optional() });

interface PlaywrightSuite {
  title: string;
  specs: {
    title: string;
    file: string;
    line: number;
    tests: {
      status: string;
      projectName: string;
      results: { errors: z.infer<typeof playwrightError>[] }[];
    }[];
  }[];
  suites?: PlaywrightSuite[];
}

const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  title: z.string(),
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      line: z.number(),
      tests: z.array(
        z.object({
          status: z.string(),
          projectName: z.string(),
          results: z.array(z.object({ errors: z.array(playwrightError) })),
        }),
      ),
    }),
  ),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});

const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(playwrightError),
  stats: z.object({
    expected: z.number(),
    skipped: z.number(),
    unexpected: z.number(),
    flaky: z.number(),
  }),
});

const hostNames = { web: 'web host', 'stand-in': 'stand-in for Electron', electron: 'real Electron' };

/** On which hosts end-to-end tests ran, by Playwright's projects, and what did not. */
export function describeHosts(report: unknown): string {
  const { suites } = playwrightReport.parse(report);
  const ran = new Set(suites.flatMap(testsOf).map(({ projectName }) => projectName));
  const told = Object.entries(hostNames).flatMap(([project, name]) => (ran.has(project) ? [name] : []));
  const missing = ran.has('electron') ? '' : '; real Electron: its binary, or a screen for it, is not here';
  return `End-to-end tests ran on: ${told.join(', ')}${missing}`;
}

function testsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightSuite['specs'][number]['tests'] {
  return [...specs.flatMap(({ tests }) => tests), ...suites.flatMap(testsOf)];
}

/** A test that passed only when it was tried again counts as failed. */
export function tallyPlaywright(report: unknown): Tally {
  const { suites, errors, stats } = playwrightReport.parse(report);
  const failed = suites.flatMap((suite) => failuresOf(suite));
  const outside = errors.map((error) => ({ title: 'Playwright', message: describe(error) }));
  return { passed: stats.expected, skipped: stats.skipped, failures: [...failed, ...outside] };
}

function failuresOf({ title, specs, suites = [] }: PlaywrightSuite): Failure[] {
  const own = specs.flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ projectName, results }) => ({
        title: `${projectName} > ${spec.file}:${spec.line} > ${title} > ${spec.title}`,
        message: results
          .flatMap((result) => result.errors)
          .map(describe)
          .join('\n'),
      })),
  );
  return [...own, ...suites.flatMap((suite) => failuresOf(suite))];
}

function describe({ stack, message }: z.infer<typeof playwrightError>): string {
  return stack ?? message ?? 'no message';
}

/** A runner that broke, or reported nothing wrong and ended as if it had, counts as one failure. */
export function withCrash(tally: Tally | undefined, runner: string, exitCode: number, output: string): Tally {
  const sound = tally !== undefined && (exitCode === 0 || tally.failures.length > 0);
  if (sound) return tally;
  const message = `It ended with code ${exitCode}.\n${endOf(output)}`;
  return {
    passed: tally?.passed ?? 0,
    skipped: tally?.skipped ?? 0,
    failures: [...(tally?.failures ?? []), { title: runner, message }],
  };
}

function endOf(output: string): string {
  return output.split('\n').slice(-60).join('\n');
}
