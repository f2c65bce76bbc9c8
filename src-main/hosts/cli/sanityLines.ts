import type { SanityReport } from '#shared/model/sanity.ts';

/** What was found in a data set, the worst first, a line for its title and one for what to do. */
export function sanityLines({ dataset, findings }: SanityReport): string[] {
  if (findings.length === 0) return [`data set "${dataset}": nothing to look into`];
  return [
    `data set "${dataset}": ${findings.length} thing${findings.length === 1 ? '' : 's'} to look into`,
    ...findings.flatMap(({ severity, title, sentence }) => [`  ${severity}: ${title}`, `    ${sentence}`]),
  ];
}
