import type { SampleMatching } from '../model/imports.ts';
import { aliasKey, cellLineKey, isHomonym, tissueOfName } from './cellLines.ts';

/** Which of the known lines a written name is. */
export type LineMatch =
  | { kind: 'exact' | 'normalised' | 'alias'; name: string }
  | { kind: 'ambiguous'; candidates: string[] }
  | { kind: 'unmatched' };

/** Finds the line that a name means. */
export type LineMatcher = (written: string) => LineMatch;

/** All names that a table of lines gives for one line. */
export type NamesOfLine = readonly string[];

/**
 * A matcher against known names: as written; else as a table of lines says; else by key (see `cellLineKey`); else by the
 * shipped aliases; else by the keys of what the table of lines says. The first of these ways that finds a line decides,
 * and several lines, lines of other tissues and homonyms are ambiguous.
 */
export function cellLineMatcher(
  known: readonly string[],
  matching: SampleMatching,
  linesOfTable: readonly NamesOfLine[] = [],
): LineMatcher {
  const names = new Set(known);
  if (matching === 'exact') {
    return (written) => (names.has(written) ? { kind: 'exact', name: written } : { kind: 'unmatched' });
  }
  const byKey = indexBy(known, (name) => [cellLineKey(name)]);
  const byAlias = indexBy(known, (name) => [aliasKey(cellLineKey(name))]);
  const lineByName = indexBy(linesOfTable, (line) => line);
  const lineByKey = indexBy(linesOfTable, (line) => line.map(cellLineKey));
  const inTable = (written: string) =>
    unique((lineByName.get(written) ?? []).flatMap((line) => line.filter((name) => names.has(name))));
  const byKeysInTable = (key: string) =>
    unique(
      (lineByKey.get(key) ?? []).flatMap((line) =>
        line.flatMap((name) => byAlias.get(aliasKey(cellLineKey(name))) ?? []),
      ),
    );
  return (written) => {
    if (names.has(written)) return { kind: 'exact', name: written };
    const told = inTable(written);
    if (told.length > 0) return settled(written, told, true);
    const key = cellLineKey(written);
    if (key === '') return { kind: 'unmatched' };
    const alike = byKey.get(key) ?? byAlias.get(aliasKey(key)) ?? byKeysInTable(key);
    return settled(written, alike, !isHomonym(key) && alike.every((name) => agreesInTissue(written, name)));
  };
}

function settled(written: string, candidates: readonly string[], isSure: boolean): LineMatch {
  if (candidates.length === 0) return { kind: 'unmatched' };
  if (candidates.length > 1 || !isSure) return { kind: 'ambiguous', candidates: [...candidates] };
  const [name] = candidates;
  return { kind: cellLineKey(name) === cellLineKey(written) ? 'normalised' : 'alias', name };
}

function agreesInTissue(one: string, other: string): boolean {
  const tissues = [tissueOfName(one), tissueOfName(other)].filter((tissue) => tissue !== undefined);
  return new Set(tissues).size < 2;
}

/** An entry that has no key at all is left out. */
function indexBy<Entry>(entries: readonly Entry[], keysOf: (entry: Entry) => readonly string[]) {
  const index = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      if (key === '') continue;
      const list = index.get(key);
      if (list === undefined) index.set(key, [entry]);
      else list.push(entry);
    }
  }
  return index;
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
