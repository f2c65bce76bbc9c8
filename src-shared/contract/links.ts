/** The addresses beyond this machine that the app names, and that the user's browser may be asked to open. */
export const externalLinks = [
  'https://doi.org/10.1038/srep31619',
  'https://sqlite.org/copyright.html',
  'https://www.electronjs.org/',
  'https://geneontology.org/docs/go-citation-policy/',
] as const;
export type ExternalLink = (typeof externalLinks)[number];

/** @returns the address when it is one of the list to the letter; `undefined` for any other */
export function externalLink(address: unknown): ExternalLink | undefined {
  return externalLinks.find((link) => link === address);
}
