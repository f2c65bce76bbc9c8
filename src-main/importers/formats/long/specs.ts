import { findColumn } from '../../tables/headers.ts';
import type { LongSpec } from './spec.ts';

/** Response values under known headers. */
function valuesNamed(metrics: readonly { keys: readonly string[]; metric: string }[]): LongSpec['values'] {
  return ({ header }) =>
    metrics.flatMap(({ keys, metric }) => {
      const column = findColumn(header, keys);
      return column === undefined ? [] : [{ column, metric }];
    });
}

const noIds = { samples: [], drugs: [] };

/** CCLE's drug responses: per cell line and compound the doses, the activities and what was fitted to them. */
export const ccleDrugs: LongSpec = {
  name: 'ccle-drugs',
  label: 'CCLE drug responses',
  signature: [['ccle_cell_line_name'], ['compound'], ['actarea', 'amax', 'ec50_um', 'ic50_um']],
  samples: ['ccle_cell_line_name', 'primary_cell_line_name'],
  drugs: ['compound'],
  ids: noIds,
  values: valuesNamed([
    { keys: ['ec50_um'], metric: 'EC50' },
    { keys: ['ic50_um'], metric: 'IC50' },
    { keys: ['amax'], metric: 'Amax' },
    { keys: ['actarea'], metric: 'activity area' },
  ]),
  hasTissueInName: true,
};

/** GDSC's fitted responses; a drug that was screened twice has two ids. */
export const gdscFitted: LongSpec = {
  name: 'gdsc-fitted',
  label: 'GDSC fitted responses',
  signature: [['cell_line_name'], ['drug_name'], ['drug_id'], ['ln_ic50', 'auc']],
  samples: ['cell_line_name', 'sanger_model_id', 'cosmic_id'],
  drugs: ['drug_name'],
  ids: noIds,
  values: valuesNamed([
    { keys: ['ln_ic50'], metric: 'ln IC50' },
    { keys: ['auc'], metric: 'AUC' },
  ]),
  apart: ['drug_id', 'dataset', 'dataset_version'],
};

/** The dose-response parameters of PRISM's secondary screen. */
export const prism: LongSpec = {
  name: 'prism',
  label: 'PRISM dose-response parameters',
  signature: [['broad_id'], ['depmap_id', 'ccle_name'], ['name'], ['auc', 'ic50', 'ec50']],
  samples: ['ccle_name', 'depmap_id'],
  drugs: ['name'],
  ids: noIds,
  values: valuesNamed([
    { keys: ['auc'], metric: 'AUC' },
    { keys: ['ec50'], metric: 'EC50' },
    { keys: ['ic50'], metric: 'IC50' },
  ]),
  leaveOut: {
    key: 'passed_str_profiling',
    values: ['false', 'f', '0', 'no'],
    because: 'their cell line failed STR profiling',
  },
  hasTissueInName: true,
};

/** CTRP's areas under the curve: version 1 by name, version 2 by ids of experiments and compounds. */
export const ctrp: LongSpec = {
  name: 'ctrp',
  label: 'CTRP areas under the curve',
  signature: [
    ['area_under_curve', 'area_under_sensitivity_curve'],
    ['ccl_name', 'experiment_id', 'expt_id', 'master_ccl_id', 'index_ccl'],
    ['cpd_name', 'master_cpd_id', 'index_cpd'],
  ],
  samples: ['ccl_name'],
  drugs: ['cpd_name'],
  ids: {
    samples: ['experiment_id', 'expt_id', 'master_ccl_id', 'index_ccl'],
    drugs: ['master_cpd_id', 'index_cpd'],
  },
  values: valuesNamed([{ keys: ['area_under_curve', 'area_under_sensitivity_curve'], metric: 'AUC' }]),
};
