import type { TableFormat } from '../format.ts';
import { anyLong } from './anyLong.ts';
import { doseFormats } from './doses.ts';
import { longFormat } from './longFormat.ts';
import { ccleDrugs, ctrp, gdscFitted, prism } from './specs.ts';

/** One row per sample and drug; those of known sources before any other. */
export const longFormats: readonly TableFormat[] = [
  ...[ccleDrugs, gdscFitted, prism, ctrp].map(longFormat),
  ...doseFormats,
  longFormat(anyLong),
];
