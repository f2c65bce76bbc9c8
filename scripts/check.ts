import { runTool } from './processes.ts';
import type { Tool } from './processes.ts';

/** `npm run check`: types, lint, format, layering and unused code. Says only what is wrong. */

const sources = ['src-shared', 'src-main', 'src-renderer'];

const types = (project: string): [Tool, ...string[]] => {
  const memory = `.cache/types-${project === '.' ? 'root' : project}.json`;
  return ['tsc', '-p', project, '--incremental', '--tsBuildInfoFile', memory];
};

/** The longest first, so that two at a time end together. svelte-check sees to the types of the whole renderer. */
const checks: [Tool, ...string[]][] = [
  ['prettier', '--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.'],
  types('test'),
  ['svelte-check', '--tsconfig', 'src-renderer/tsconfig.json', '--output', 'human', '--fail-on-warnings'],
  types('.'),
  ['eslint', '.'],
  types('src-main'),
  ['oxlint'],
  ['depcruise', '--output-type', 'err-long', ...sources],
  types('src-shared'),
  ['knip'],
];

const waiting = [...checks];
let failed = 0;

async function runWaiting(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [tool, ...args] = next;
    const { code, output } = await runTool(tool, args);
    if (code === 0) continue;
    failed += 1;
    console.log(`\n${tool} ${args.join(' ')}\n${output.trim()}`);
  }
}

await Promise.all([runWaiting(), runWaiting()]);
console.log(failed === 0 ? 'All checks pass.' : `\n${failed} of ${checks.length} checks fail.`);
process.exitCode = failed === 0 ? 0 : 1;
