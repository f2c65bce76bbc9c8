/** Names in a sentence before the rest is counted. */
const namesShown = 5;

/** Three significant figures, with a true minus. */
export function shown(value: number): string {
  return Number(value.toPrecision(3)).toString().replace('-', '−');
}

/** A share as a percentage of three figures. */
export function percent(share: number): string {
  return `${shown(100 * share)} %`;
}

/** `1 sample`, `2 samples`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a, b and c`; of more than five the first five and how many there are besides, of all where not all are given. */
export function listed(names: readonly string[], count = names.length): string {
  const left = count - namesShown;
  if (left > 0) return `${names.slice(0, namesShown).join(', ')} and ${left} more`;
  if (names.length < 2) return names.join('');
  return `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`;
}
