import { readFileSync } from 'node:fs';

/** The rows of a tab-separated table, by column name. */
export function parseRows(text: string): Record<string, string>[] {
  const [header, ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  return lines.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index]])));
}

/** The rows of a tab-separated fixture, by column name. */
export function readRows(path: string): Record<string, string>[] {
  return parseRows(readFixtureText(path));
}

/** The lines of a fixture. */
export function fixtureLines(path: string): string[] {
  return readFixtureText(path).trimEnd().split('\n');
}

function readFixtureText(path: string): string {
  return readFileSync(new URL(`../fixtures/${path}`, import.meta.url), 'utf8');
}
