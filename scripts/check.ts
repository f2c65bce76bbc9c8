import { runTool } from './processes.ts';
import type { Tool } from './processes.ts';

/** `npm run check`: types, lint, format, layering and unused code. Says only what is wrong. */

const sources = ['src-shared', 'src-main', 'src-renderer'];

/** The longest first, so that two at a time end together. */
const checks: [Tool, ...string[]][] = [
  ['eslint', '.'],
  ['svelte-check', '--tsconfig', 'src-renderer/tsconfig.json', '--output', 'human', '--fail-on-warnings'],
  ['tsc', '-p', 'test'],
  ['tsc', '-p', 'src-main'],
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['depcruise', '--output-type', 'err-long', ...sources],
  ['knip'],
  ['tsc', '-p', 'src-renderer'],
  ['tsc', '-p', 'src-shared'],
  ['tsc', '-p', '.'],
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
