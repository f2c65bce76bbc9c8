/** A P value for people: two digits, small ones with a power of ten. */
export function shownP(value: number | null): string {
  if (value === null || Number.isNaN(value)) return 'NA';
  return value < 0.001 ? value.toExponential(1) : value.toPrecision(2);
}
