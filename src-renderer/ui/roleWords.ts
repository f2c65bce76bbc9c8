import type { TableRole } from '#shared/model/dataset.ts';

export const roleWords: Readonly<Record<TableRole, string>> = {
  expression: 'Expression',
  'copy-number': 'Copy number',
  mutation: 'Mutation',
  features: 'Other features',
  response: 'Drug response',
  drugs: 'Drug annotations',
  samples: 'Sample annotations',
  lookup: 'Names to join ids to',
};
