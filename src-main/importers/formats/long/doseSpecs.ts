import { findColumn, headerKey } from '../../tables/headers.ts';
import { besides, doseKeys, drugIds, drugNames, sampleIds, sampleNames } from './anyLong.ts';
import type { DoseColumns } from './curves.ts';
import type { LongSpec } from './spec.ts';

/** A long table of doses and what was seen at them. */
export interface DoseSpec extends LongSpec {
  confidence: number;
  /** `undefined` where the header lacks one. */
  columns: (header: readonly string[]) => DoseColumns | undefined;
}

const metrics = ['activity area', 'AUC', 'EC50', 'IC50', 'Amax'];
const viabilityKey = /viab|surviv/;
const inhibitionKey = /inhib|(^|_)kill/;

/** Every metric is computed from the column of what was seen. */
function computed(column: number | undefined) {
  return column === undefined ? [] : metrics.map((metric) => ({ column, metric }));
}

/** One row per sample, drug and dose. */
export const doseResponse: DoseSpec = {
  name: 'dose-response',
  label: 'dose response',
  confidence: 1,
  signature: [[...sampleNames, ...sampleIds], [...drugNames, ...drugIds], doseKeys],
  samples: sampleNames,
  drugs: drugNames,
  ids: { samples: sampleIds, drugs: drugIds },
  idsAreNames: true,
  values: ({ header }) => computed(seenColumn(header)),
  columns: (header) => {
    const dose = findColumn(header, doseKeys);
    const response = seenColumn(header);
    if (dose === undefined || response === undefined) return undefined;
    return {
      dose,
      response,
      isViability: viabilityKey.test(headerKey(header[response])),
      isPercent: /%|percent|pct/i.test(header[response]) ? true : undefined,
      micromolar: micromolarOf(headerKey(header[dose])),
      isList: false,
    };
  },
};

/** The doses and median activities that CCLE gives beside what it fitted; read when asked for. */
export const ccleDoses: DoseSpec = {
  name: 'ccle-doses',
  label: 'CCLE doses and activities, metrics computed anew',
  confidence: 0.5,
  signature: [['ccle_cell_line_name'], ['compound'], ['doses_um'], ['activity_data_median']],
  samples: ['ccle_cell_line_name', 'primary_cell_line_name'],
  drugs: ['compound'],
  ids: { samples: [], drugs: [] },
  values: ({ header }) => computed(findColumn(header, ['activity_data_median'])),
  hasTissueInName: true,
  columns: (header) => {
    const dose = findColumn(header, ['doses_um']);
    const response = findColumn(header, ['activity_data_median']);
    if (dose === undefined || response === undefined) return undefined;
    // Activities are negative where cells are inhibited.
    const isNegated = true;
    return { dose, response, isViability: false, isNegated, isPercent: true, micromolar: 1, isList: true };
  },
};

/** Viability before inhibition, whatever stands first; not its deviation or count. */
function seenColumn(header: readonly string[]): number | undefined {
  const keys = header.map(headerKey);
  const seen = [viabilityKey, inhibitionKey]
    .map((pattern) =>
      keys.findIndex((key) => pattern.test(key) && !drugNames.includes(key) && !besides.test(key)),
    )
    .find((column) => column !== -1);
  return seen;
}

/** By how much a dose is multiplied to be in micromoles a litre, the unit of EC50 and IC50. */
function micromolarOf(key: string): number {
  if (key.endsWith('_nm')) return 1e-3;
  return key.endsWith('_m') ? 1e6 : 1;
}
