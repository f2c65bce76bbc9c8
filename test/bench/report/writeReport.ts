import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import type { MachineFacts } from '../run/measurement.ts';
import { parseRun } from './parseRun.ts';
import { resultsTable } from './resultsTable.ts';
import { scalingTables } from './scalingTable.ts';

const readme = fileURLToPath(new URL('../README.md', import.meta.url));

/** Writes the tables of the README from a file of JSON lines. @throws Error for lines that are no measurements */
export async function writeReport(runFile: string): Promise<void> {
  const { machine, lines } = parseRun(readFileSync(runFile, 'utf8'));
  const caption = machineCaption(machine);
  const curves = lines.filter(({ name }) => name === 'scaling');
  const page = readFileSync(readme, 'utf8');
  const withResults = replacePart(page, 'results', [caption, '', ...resultsTable(lines)].join('\n'));
  const written =
    curves.length === 0
      ? withResults
      : replacePart(withResults, 'scaling', [caption, '', ...scalingTables(curves)].join('\n'));
  const style = await resolveConfig(readme);
  writeFileSync(readme, await format(written, { ...style, parser: 'markdown' }));
}

function machineCaption(machine: MachineFacts): string {
  const { date, cpu, cores, memory_gb, system, node, commit, python, r } = machine;
  const host = `${cpu}, ${cores} cores, ${memory_gb} GiB, ${system}`;
  return `${date}, commit ${commit}. ${host}. Node ${node}. Peers: ${python}; ${r}.`;
}

/** @throws Error for a page without the part's two marks */
export function replacePart(page: string, name: string, content: string): string {
  const begin = `<!-- ${name}: begin -->`;
  const end = `<!-- ${name}: end -->`;
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no part marked ${begin} .. ${end}`);
  return `${page.slice(0, from + begin.length)}\n\n${content.trim()}\n\n${page.slice(to)}`;
}
