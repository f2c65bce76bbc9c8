/** The views of a comparison; the first is what its address without a view leads to. */
export const compareTabs = [
  { value: 'models', label: 'Two models' },
  { value: 'all', label: 'All models' },
  { value: 'runs', label: 'Settings and blocks' },
  { value: 'classes', label: 'Drug classes' },
  { value: 'stack', label: 'Stack weights' },
] as const;
export type CompareTab = (typeof compareTabs)[number]['value'];

/** The view that an address names; the first where it names none. */
export function compareTabOf(view: string | undefined): CompareTab {
  return compareTabs.find(({ value }) => value === view)?.value ?? compareTabs[0].value;
}
