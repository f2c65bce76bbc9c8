import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benches } from './benches/index.ts';
import type { Bench } from './benches/context.ts';
import { writeReport } from './report/writeReport.ts';
import { describeMachine } from './run/machine.ts';
import { optionHelp, readBenchOptions } from './run/options.ts';
import type { BenchOptions } from './run/options.ts';
import { findPeers } from './run/peers.ts';

/** `npm run bench -- NAME .. [options]`: JSON lines, the first of which describes the machine. */
async function main(options: BenchOptions): Promise<void> {
  const peers = await findPeers(options);
  const print = (line: object): void => {
    const text = JSON.stringify(line);
    console.log(text);
    if (options.out !== undefined) appendFileSync(options.out, `${text}\n`);
  };
  print(await describeMachine(peers));
  for (const bench of asked(options)) {
    const folder = mkdtempSync(join(tmpdir(), 'tracewise-bench-'));
    const removeFolder = (): void => rmSync(folder, { recursive: true, force: true });
    process.once('exit', removeFolder);
    const say = (line: string): void => console.error(`  ${line}`);
    for await (const line of bench.run({ options, peers, folder, say })) print(line);
    process.off('exit', removeFolder);
    removeFolder();
  }
}

/** The benches named, in the order named. @throws TypeError for a name that is none */
function asked({ names }: BenchOptions): readonly Bench[] {
  if (names.includes('all')) return benches;
  return names.map((name) => {
    const bench = benches.find((candidate) => candidate.name === name);
    if (bench === undefined) throw new TypeError(`no benchmark is named ${name}`);
    return bench;
  });
}

/** `report FILE`. @throws TypeError for anything but one file */
async function report(files: readonly string[]): Promise<void> {
  if (files.length !== 1)
    throw new TypeError(`report: found ${files.length} files, expected one of JSON lines`);
  await writeReport(files[0]);
}

function usage(): string {
  return [
    'npm run bench -- NAME .. [options]',
    '',
    ...benches.map(({ name, summary }) => `  ${name.padEnd(18)} ${summary}`),
    `  ${'all'.padEnd(18)} all of these`,
    `  ${'report FILE'.padEnd(18)} write the tables of README.md from the JSON lines of a run`,
    '',
    ...optionHelp.map((line) => `  ${line}`),
  ].join('\n');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options.names.length === 0) console.log(usage());
  else if (options.names[0] === 'report') await report(options.names.slice(1));
  else await main(options);
} catch (error) {
  if (!(error instanceof TypeError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
