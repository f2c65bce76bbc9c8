/**
 * The names that a reader may mean by what they typed: first those that begin with it, then those that hold it, letters
 * and digits alone compared.
 * @param count how many at the most
 */
export function suggestNames(names: readonly string[], typed: string, count: number): string[] {
  const wanted = bare(typed);
  if (wanted === '') return names.slice(0, count);
  const beginning: string[] = [];
  const holding: string[] = [];
  for (const name of names) {
    const at = bare(name).indexOf(wanted);
    if (at === 0) beginning.push(name);
    else if (at > 0) holding.push(name);
    if (beginning.length === count) break;
  }
  return [...beginning, ...holding].slice(0, count);
}

function bare(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
