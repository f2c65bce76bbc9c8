import { readFileSync } from 'node:fs';

/** The rows of a tab-separated fixture, by column name. */
export function readRows(path: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
}
