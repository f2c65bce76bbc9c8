import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `npm run example [FILE]`: the whole main job on the example panel, through the command line. */

const file = resolve(process.argv.at(2) ?? 'example.tracewise');
const dataset = 'example';
const run = 'first comparison';

const table = (name: string): string =>
  fileURLToPath(new URL(`../resources/example/${name}`, import.meta.url));
const program = fileURLToPath(new URL('../src-main/hosts/cli/main.ts', import.meta.url));

function tracewise(...args: string[]): void {
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const tables = [
  ['--expression', table('expression.tsv.gz')],
  ['--copy-number', table('copy_number.tsv.gz')],
  ['--mutation', table('mutation.tsv.gz')],
  ['--response', table('response.tsv')],
  ['--drugs', table('drugs.tsv')],
  ['--samples', table('samples.tsv')],
].flat();

// The same panel again leaves what was computed from it in place; `--replace` starts over only what has changed.
tracewise('import', file, '--dataset', dataset, ...tables, '--metric', 'activity area', '--replace');
const models = 'trace-norm,elastic-net,ridge,additive-mean,drug-mean';
const settings = ['--models', models, '--setting', 'transductive', '--protocol', 'strict', '--seed', '1'];
tracewise('evaluate', file, '--dataset', dataset, ...settings, '--name', run, '--replace');

console.log('');
console.log(`The project is ${file}.`);
console.log('To see it in the app: npm start, then "Open project file…" in the library.');
