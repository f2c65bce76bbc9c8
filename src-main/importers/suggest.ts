import type { TableRole } from '#shared/model/dataset.ts';

const metricNames: readonly { pattern: RegExp; name: string }[] = [
  { pattern: /ic50/, name: 'IC50' },
  { pattern: /ec50/, name: 'EC50' },
  { pattern: /gi50/, name: 'GI50' },
  { pattern: /amax/, name: 'Amax' },
  { pattern: /act(ivity)?[ _-]?area/, name: 'activity area' },
  { pattern: /(^|[^a-z])auc([^a-z]|$)/, name: 'AUC' },
  { pattern: /viability/, name: 'viability' },
];

/** Before a concentration: its logarithm, which `p` and a minus sign turn round. */
const scale =
  /(?:^|[^a-z])(p|(?:neg(?:ative)?|minus|[-−])[ _-]?log(?:10)?|log(?:2|10)?|ln)[ _(-]*(?:ic|ec|gi)50/;

/** The metric that a file's name speaks of, as `log10 IC50`; `undefined` when it speaks of none. */
export function metricInName(fileName: string): string | undefined {
  const text = lastPart(fileName);
  const metric = metricNames.find(({ pattern }) => pattern.test(text))?.name;
  const word = metric?.endsWith('50') === true ? scale.exec(text)?.[1] : undefined;
  if (word === undefined) return metric;
  return `${word.startsWith('l') ? word : '-log10'} ${metric}`;
}

/** A metric's name for a file of responses that came without one. */
export function metricNameFrom(fileName: string): string {
  return metricInName(fileName) ?? 'response';
}

const roleNames: readonly { pattern: RegExp; role: TableRole }[] = [
  { pattern: /copy[ _-]?number|(^|[^a-z])cnv?([^a-z]|$)/, role: 'copy-number' },
  { pattern: /mutat|(^|[^a-z])mut([^a-z]|$)/, role: 'mutation' },
  { pattern: /express|(^|[^a-z])(rna|mrna|tpm|rma)([^a-z]|$)/, role: 'expression' },
  { pattern: /respon|sensitiv|screen|dose/, role: 'response' },
];

/** What a file's name says of its role, for matrices whose content leaves it open. */
export function roleInName(fileName: string): TableRole | undefined {
  const name = lastPart(fileName);
  const byWord = roleNames.find(({ pattern }) => pattern.test(name))?.role;
  return byWord ?? (metricInName(name) === undefined ? undefined : 'response');
}

/** A folder's name says nothing of its files. */
function lastPart(fileName: string): string {
  return (fileName.split(/[/\\]/).at(-1) ?? '').toLowerCase();
}
