/**
 * A name that enrichment tools take, for a file as well: letters, digits and `_`. GSEA refuses files with hyphens in
 * their names.
 */
export function toolName(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  const name = plain.replaceAll(/[^A-Za-z0-9]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return name === '' ? 'list' : name;
}

/** What the archive of a model's gene lists, or of one drug's, is called, whoever saves it. */
export function listArchiveName(lists: {
  model: string;
  drug?: string;
  direction: string;
  top: number;
}): string {
  const { model, drug, direction, top } = lists;
  const parts = [model, drug, `top${top}`, direction].filter((part) => part !== undefined);
  return `${toolName(parts.join(' '))}.zip`;
}
