import type { PartedPair } from '#shared/model/leaks.ts';
import { formatCount } from '../../ui/numbers.ts';

const mostNamed = 3;

/** What was nearly the same and held out apart, and what to do about it, in a sentence per kind. */
export function partedNotes(pairs: readonly PartedPair[]): string[] {
  return (['samples', 'drugs'] as const).flatMap((kind) => {
    const ofKind = pairs.filter((pair) => pair.kind === kind);
    return ofKind.length === 0 ? [] : [noteOf(kind, ofKind)];
  });
}

function noteOf(kind: PartedPair['kind'], pairs: readonly PartedPair[]): string {
  const named = pairs.slice(0, mostNamed).map(({ first, second }) => `${first} and ${second}`);
  const rest = pairs.length - named.length;
  const names = rest > 0 ? `${named.join('; ')}; and ${formatCount(rest)} more pairs` : named.join('; ');
  return `Nearly identical ${kind} were held out apart, so that errors look smaller than they are: ${names}. Train again and keep them together to see by how much.`;
}
