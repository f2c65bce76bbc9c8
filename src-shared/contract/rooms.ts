/** The rooms of a project, left to right in the order of the work. */
export const rooms = ['data', 'screening', 'models', 'compare', 'structure', 'enrichment'] as const;
export type Room = (typeof rooms)[number];

export const roomNames: Readonly<Record<Room, string>> = {
  data: 'Data',
  screening: 'Screening',
  models: 'Models',
  compare: 'Compare',
  structure: 'Structure',
  enrichment: 'Enrichment',
};
