import { z } from 'zod';
import type { PairedOutcome } from './scores.ts';
import { evaluationSettings } from './settings.ts';

/** The fewest drugs that share anything. */
export const fewestInGroup = 2;

/** Group sizes that are tried when none are named (methods 9); those that fit the panel. */
export const defaultGroupSizes: readonly number[] = [128, 64, 32, 16, 8, 4, 2];

const { models: _, ...design } = evaluationSettings.shape;

/** How many tasks it takes: the same drugs are trained in groups of several sizes, under one evaluation design. */
export const taskGroupSettings = z.strictObject({
  ...design,
  /** Wanted sizes, largest first; all drugs in one group are always there as well. */
  groupSizes: z.array(z.number().int().min(fewestInGroup)).min(1),
});
export type TaskGroupSettings = z.infer<typeof taskGroupSettings>;

/** A drug with what it is measured by: the elastic net that is trained on it alone. */
export interface GroupedDrug {
  drug: string;
  /** Held-out entries. */
  entryCount: number;
  mseElasticNet: number;
}

/** All drugs split into groups of about one size, each trained on its own by trace norm. */
export interface GroupSplit {
  /** As asked for; for the group of all drugs their number. */
  size: number;
  /** Of each drug, from 1. */
  groups: number[];
  /** Of each drug, over its held-out entries. */
  mse: number[];
}

/** What became of each drug with fewer and fewer others to learn from (methods 9). */
export interface TaskGroups {
  settings: TaskGroupSettings;
  drugs: GroupedDrug[];
  /** Largest groups first; the first is all drugs together. */
  splits: GroupSplit[];
  /** Drugs and sizes that are left out, and fits that did not reach their tolerance. */
  warnings: string[];
}

/** How the drugs of one split did against their single-task elastic nets. */
export interface GroupSizeScore extends PairedOutcome {
  size: number;
  groupCount: number;
  /** Drugs in the smallest and in the largest group. */
  fewest: number;
  most: number;
  /** First quartile, median and third quartile over drugs of MSE / MSE of the elastic net. */
  ratioQuartiles: [number, number, number];
}
